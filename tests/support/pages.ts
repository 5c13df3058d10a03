/** Many pages of the product with nothing but their line: its own client, without a browser around it. */
import type { Board } from '../../shared/board/board.ts';
import { type ConnectionState, LiveConnection } from '../../web/live/connection.ts';
import type { Replica } from '../../web/live/replica.ts';

export interface LinePage {
  state: ConnectionState | undefined;
  /** How often it has become live. */
  timesLive: number;
  rev: number;
  board: Board | undefined;
  close(): void;
}

/** The few things of a browser's window that the client asks for. */
function standInForWindow(address: string): void {
  Reflect.set(globalThis, 'window', globalThis);
  Reflect.set(globalThis, 'location', new URL(address));
}

/** Opens a page that follows a scope of the server at an address. */
export function openPage(address: string, scope: string): LinePage {
  standInForWindow(address);
  const page: LinePage = { state: undefined, timesLive: 0, rev: 0, board: undefined, close: () => {} };
  const connection = new LiveConnection(
    {
      changed({ rev, board }: Replica) {
        page.rev = rev;
        page.board = board;
      },
      clock() {},
      state(state) {
        page.state = state;
        if (state === 'live') page.timesLive += 1;
      },
      refused() {},
    },
    () => undefined,
  );
  connection.watch(scope);
  page.close = () => connection.close();
  return page;
}
