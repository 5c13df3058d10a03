/** A line to a server without any client behind it, for those who do not keep to what clients do. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawLine {
  socket: Socket;
  /** What came back so far. */
  text: string;
  closed: boolean;
  write(data: string | Uint8Array): void;
}

export async function openLine(address: string): Promise<RawLine> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const line: RawLine = {
    socket,
    text: '',
    closed: false,
    write: (data) => {
      if (socket.writable) socket.write(data);
    },
  };
  socket.on('data', (chunk: Buffer) => {
    line.text += chunk.toString('latin1');
  });
  // Whoever is cut off is told so by the system, too.
  socket.on('error', () => {});
  socket.on('close', () => {
    line.closed = true;
  });
  await once(socket, 'connect');
  return line;
}

/** The status of the answer on a line, once there is one. */
export const statusOn = ({ text }: RawLine): number | undefined => {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
};
