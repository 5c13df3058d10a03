/** Building blocks of the event schemas (contract §3), so that each rule on a kind of member is written once. */
import { type TSchema, Type } from 'typebox';

/** Identifiers are strings of 1–64 characters. */
export const Identifier = Type.String({ minLength: 1, maxLength: 64 });
/** Long enough for any title that a person writes; boards show the first {@link maxTitleOnBoard} characters. */
export const Text = Type.String({ maxLength: 20_000 });
/** May be empty, as software that always sends the member leaves it: a board then says what it is without. */
export const Title = Text;
/** RFC 3339 with offset; the format `instant` is that of `parseInstant`. */
export const Instant = Type.String({ format: 'instant', maxLength: 64 });
export const PeopleCount = Type.Integer({ minimum: 0, maximum: 100_000 });
/** Pictures, each as a reference or described by an object; one reference; or how many there are. */
export const Photos = Type.Union([
  Type.Array(Type.Union([Text, Type.Object({})]), { maxItems: 100 }),
  Text,
  PeopleCount,
]);

export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

export const maxTitleOnBoard = 120;

/** What the registry knows of one event type. */
export interface EventDefinition {
  /** Shape of `data`; members it does not name are kept with the personal data. */
  schema: ReturnType<typeof Type.Object>;
  summary: { zh: string; en: string };
  /** Members that are stored apart from the journal and can be erased (contract §7). */
  personal?: readonly string[];
}
