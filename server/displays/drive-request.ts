/** What who drives asks over the line, and who is driven tells. Anything else is no such request. */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseInstant } from '../../shared/domain/time.ts';
import {
  covers,
  type DriveRequest,
  drivenMost,
  holdMost,
  type ShownView,
  type ViewChange,
} from '../../shared/wire/remote.ts';
import { replayBases } from '../../shared/wire/replay.ts';

const speed = { minimum: 1, maximum: 3600 };
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Place = Type.String({ minLength: 1, maxLength: 80 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Item = Type.Object({
  kind: Type.Enum(['activity', 'order']),
  id: Id,
  site: Type.Optional(Id),
});
const Cover = Type.Enum([...covers]);
const strict = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Optional(Type.Union([Type.Null(), type]));

const Drive = Compile(
  Type.Object({
    displays: Type.Array(Id, { minItems: 1, maxItems: drivenMost, uniqueItems: true }),
    change: Type.Union([
      Type.Null(),
      Type.Object(
        {
          scope: orNull(Place),
          scene: orNull(Place),
          item: orNull(Item),
          held: orNull(Type.Literal(true)),
          replay: orNull(
            Type.Object({
              day: Day,
              speed: Type.Integer(speed),
              basis: Type.Optional(Type.Enum([...replayBases])),
            }),
          ),
          cover: orNull(Cover),
          sound: orNull(Type.Boolean()),
        },
        strict,
      ),
    ]),
    minutes: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: holdMost })])),
  }),
);

const Shown = Compile(
  Type.Object(
    {
      rev: Type.Integer({ minimum: 0 }),
      scope: Type.String({ maxLength: 80 }),
      scene: Type.String({ maxLength: 80 }),
      turning: Type.Boolean(),
      mode: Type.Enum(['live', 'replay', 'frozen']),
      item: Type.Optional(Item),
      replay: Type.Optional(
        Type.Object({
          day: Type.String({ maxLength: 80 }),
          speed: Type.Number(speed),
          playing: Type.Boolean(),
        }),
      ),
      cover: Type.Optional(Cover),
      sound: Type.Optional(Type.Boolean()),
      byHand: Type.Boolean(),
    },
    strict,
  ),
);

/** Undefined where it is no request. */
export function parseDrive(value: unknown): DriveRequest | undefined {
  if (!Drive.Check(value)) return undefined;
  const { displays, minutes } = value;
  const change = value.change as ViewChange | null;
  const day = change?.replay?.day;
  if (day !== undefined && parseInstant(`${day}T00:00:00Z`) === undefined) return undefined;
  return { displays, change, ...(minutes != null && { minutes }) };
}

export const parseShown = (value: unknown): ShownView | undefined =>
  Shown.Check(value) ? (value as ShownView) : undefined;
