import type { Server, Socket } from 'socket.io';
import type { Reader } from '../../shared/domain/reader.ts';
import type { ClientToServer, ServerToClient } from '../../shared/wire/live.ts';

/** What the server keeps with each connection. */
interface Session {
  reader: Reader;
  /** From where it came, also through a proxy. */
  address: string;
  /** Scopes whose board is being read for it. */
  opening: number;
}

type NoServerEvents = Record<string, never>;

export type LiveSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, Session>;
export type LiveIo = Server<ClientToServer, ServerToClient, NoServerEvents, Session>;
