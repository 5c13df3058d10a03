import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Watch = Type.Object({
  scope: Type.String({ maxLength: 80 }),
  wire: Type.Optional(Type.Number()),
  after: Type.Optional(
    Type.Object({ epoch: Type.String({ maxLength: 80 }), rev: Type.Integer({ minimum: 0 }) }),
  ),
});

const compiled = Compile(Watch);

/** What a viewer asks for, or undefined where it is no such request. */
export const parseWatch = (value: unknown): Static<typeof Watch> | undefined =>
  compiled.Check(value) ? value : undefined;
