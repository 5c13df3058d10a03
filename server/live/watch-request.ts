import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Watch = Type.Object({
  scope: Type.String({ maxLength: 80 }),
  wire: Type.Optional(Type.Number()),
  /** Null as left out; a revision that never was is answered with a snapshot, as any other that is not at hand. */
  after: Type.Optional(
    Type.Union([Type.Null(), Type.Object({ epoch: Type.String({ maxLength: 80 }), rev: Type.Number() })]),
  ),
});

const compiled = Compile(Watch);

/** What a viewer asks for, or undefined where it is no such request. */
export const parseWatch = (value: unknown): Static<typeof Watch> | undefined =>
  compiled.Check(value) ? value : undefined;
