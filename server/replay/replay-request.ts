/** What a viewer asks of a replay. Anything else is no such request. */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseInstant } from '../../shared/domain/time.ts';
import { type ReplayBasis, replayMaxDays } from '../../shared/wire/replay.ts';

const Name = Type.String({ maxLength: 80 });
const Instant = Type.String({ maxLength: 64 });
const dayMs = 86_400_000;

const Open = Compile(
  Type.Object({
    scope: Name,
    from: Instant,
    to: Instant,
    basis: Type.Optional(
      // Null as left out, as in the live protocol.
      Type.Union([Type.Null(), Type.Literal('received'), Type.Literal('happened')]),
    ),
  }),
);
const At = Compile(
  Type.Object({ id: Name, at: Instant, scope: Type.Optional(Type.Union([Type.Null(), Name])) }),
);
const Close = Compile(Type.Object({ id: Name }));

/** ms */
export interface RequestedSpan {
  from: number;
  to: number;
}

export interface OpenRequest {
  scope: string;
  /** Undefined where there is no such span in the past. */
  span: RequestedSpan | undefined;
  basis?: ReplayBasis;
}

/** A span of the past, of at most so many days. */
function spanOf(
  { from: first, to: last }: { from: string; to: string },
  now: number,
): RequestedSpan | undefined {
  const [from, to] = [parseInstant(first), parseInstant(last)];
  if (from === undefined || to === undefined || from >= to || to > now) return undefined;
  return to - from <= replayMaxDays * dayMs ? { from, to } : undefined;
}

/** Undefined where it is no request at all. */
export function parseOpen(value: unknown, now: number): OpenRequest | undefined {
  if (!Open.Check(value)) return undefined;
  const { scope, basis } = value;
  return { scope, span: spanOf(value, now), ...(basis ? { basis } : {}) };
}

/** Undefined where it is no request at all; `at` is undefined where it is no instant. */
export function parseAt(
  value: unknown,
): { id: string; at: number | undefined; scope: string | undefined } | undefined {
  if (!At.Check(value)) return undefined;
  const { id, at, scope } = value;
  return { id, at: parseInstant(at), scope: scope ?? undefined };
}

export const parseClose = (value: unknown): string | undefined => (Close.Check(value) ? value.id : undefined);
