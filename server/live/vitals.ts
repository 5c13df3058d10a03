/** How the pages are that hang on walls: their last word, by display, for `/metrics`. */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Reader } from '../../shared/domain/reader.ts';
import { type Vitals, vitalsMs } from '../../shared/wire/live.ts';
import type { LiveSocket } from './live-socket.ts';

const most = Number.MAX_SAFE_INTEGER;
const Amount = Type.Number({ minimum: 0, maximum: most });

const compiled = Compile(
  Type.Object({
    uptimeSeconds: Amount,
    heapBytes: Type.Optional(Amount),
    nodes: Amount,
    listeners: Amount,
    frameMs: Type.Optional(Amount),
    longTasks: Amount,
    recoveries: Amount,
  }),
);

/** More displays than this have one line together: labels of a metric are for ever. */
const displaysMost = 200;
const otherDisplays = 'other';

/** A page that has said nothing for three reports is not spoken for. */
const currentMs = 3 * vitalsMs;
/** Reports that come closer than this are not taken. */
const paceMs = vitalsMs / 6;

export type VitalsOfDisplay = Vitals & { pages: number };

/** The display that a page stands for, by the name that its administrator gave it. */
const displayOf = (reader: Reader): string => (reader.kind === 'anonymous' ? 'anonymous' : reader.name);

const greater = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

/** Of several pages of one name the worst is told; what they have done is added up. */
function joined(a: VitalsOfDisplay | undefined, b: Vitals): VitalsOfDisplay {
  if (a === undefined) return { ...b, pages: 1 };
  const heapBytes = greater(a.heapBytes, b.heapBytes);
  const frameMs = greater(a.frameMs, b.frameMs);
  return {
    pages: a.pages + 1,
    uptimeSeconds: Math.max(a.uptimeSeconds, b.uptimeSeconds),
    ...(heapBytes !== undefined && { heapBytes }),
    nodes: Math.max(a.nodes, b.nodes),
    listeners: Math.max(a.listeners, b.listeners),
    ...(frameMs !== undefined && { frameMs }),
    longTasks: a.longTasks + b.longTasks,
    recoveries: a.recoveries + b.recoveries,
  };
}

export class DisplayVitals {
  private readonly pages = new Map<string, { reader: Reader; display: string; vitals: Vitals; at: number }>();
  private readonly known = new Set<string>();

  /** `now` in milliseconds of a clock that only goes on. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Listens to what one connection tells; what is not as agreed, or too often, counts for nothing. */
  readonly serve = (socket: LiveSocket): void => {
    socket.on('vitals', (raw: unknown) => {
      if (!compiled.Check(raw)) return;
      const at = this.now();
      if (at - (this.pages.get(socket.id)?.at ?? Number.NEGATIVE_INFINITY) < paceMs) return;
      const { reader } = socket.data;
      this.pages.set(socket.id, { reader, display: this.labelOf(reader), vitals: raw, at });
    });
    socket.on('disconnect', () => void this.pages.delete(socket.id));
  };

  /** The displays that tell how they are. */
  displays(): Map<string, VitalsOfDisplay> {
    const oldest = this.now() - currentMs;
    const displays = new Map<string, VitalsOfDisplay>();
    for (const { display, vitals, at } of this.pages.values())
      if (at >= oldest) displays.set(display, joined(displays.get(display), vitals));
    return displays;
  }

  /** How the pages are that hang by the token of one display. */
  of(id: string): VitalsOfDisplay | undefined {
    const oldest = this.now() - currentMs;
    let found: VitalsOfDisplay | undefined;
    for (const { reader, vitals, at } of this.pages.values())
      if (reader.kind === 'display' && reader.id === id && at >= oldest) found = joined(found, vitals);
    return found;
  }

  private labelOf(reader: Reader): string {
    const name = displayOf(reader);
    if (this.known.size < displaysMost) this.known.add(name);
    return this.known.has(name) ? name : otherDisplays;
  }
}
