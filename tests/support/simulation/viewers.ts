/** Viewers of a simulation: the very line of the pages, and all that they ever showed. */
import type { Board } from '../../../shared/board/board.ts';
import { type ConnectionState, LiveConnection } from '../../../web/live/connection.ts';
import type { Replica } from '../../../web/live/replica.ts';

/** Figures that depend on the journal alone, and on no clock: by them a board tells how far it has come. */
export const figuresOf = ({ totals: { all } }: Board): string =>
  [all.pointsGranted, all.pointsRedeemed, all.ordersPlaced, all.wishesPlaced].join(' ');

export class SimulatedViewer {
  readonly scope: string;
  readonly line: LiveConnection;
  /** What it showed, one after the other, without repetitions. */
  readonly shown: string[] = [];
  readonly states: ConnectionState[] = [];
  readonly faults: string[] = [];
  replica: Replica | undefined;

  constructor(scope: string, address: string) {
    this.scope = scope;
    this.line = asPageOf(
      address,
      () =>
        new LiveConnection(
          {
            changed: (replica) => this.#changed(replica),
            clock: () => undefined,
            state: (state) => this.states.push(state),
            refused: (reason) => {
              if (reason !== undefined) this.faults.push(`${scope} was refused: ${reason}`);
            },
          },
          () => undefined,
        ),
    );
    this.line.watch(scope);
  }

  get state(): ConnectionState | undefined {
    return this.states[this.states.length - 1];
  }

  get board(): Board | undefined {
    return this.replica?.board;
  }

  #changed(replica: Replica): void {
    const { replica: before } = this;
    if (before?.epoch === replica.epoch && replica.rev < before.rev)
      this.faults.push(`${this.scope} went from revision ${before.rev} back to ${replica.rev}`);
    this.replica = replica;
    const figures = figuresOf(replica.board);
    if (this.shown[this.shown.length - 1] !== figures) this.shown.push(figures);
  }
}

/** Makes the line of a page that was loaded from `address`, which finds what it needs of a browser. */
function asPageOf<T>(address: string, make: () => T): T {
  const { protocol, host } = new URL(address);
  const before = Reflect.get(globalThis, 'location') as unknown;
  Object.assign(globalThis, { window: globalThis, location: { protocol, host } });
  try {
    return make();
  } finally {
    Reflect.set(globalThis, 'location', before);
  }
}
