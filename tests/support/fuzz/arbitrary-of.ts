/** Values of a JSON schema for fast-check: mostly what it asks for, now and then what nobody asked for. */
import fc from 'fast-check';

/** What the schemas of this project are made of. */
export interface JsonSchema {
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  patternProperties?: Readonly<Record<string, JsonSchema>>;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
}

/** What has broken parsers, databases, patterns and patches before. */
const hostileTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' or 1=1; --",
  '=HYPERLINK("http://x")',
  '<script>alert(1)</script>',
  '%00%ff',
  `${'a'.repeat(5_000)}!`,
  '9'.repeat(400),
  '2026-02-30',
  '2026-11-22T25:00:00Z',
  '+999999-12-31T00:00:00Z',
  'area:',
  'site:%',
  '1e999',
];

const nested = (depth: number): unknown => (depth === 0 ? null : [nested(depth - 1)]);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    -1,
    0.5,
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER,
    null,
    true,
    [],
    {},
    nested(40),
    nested(3_000),
  ),
);

function text({ format, pattern, minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString());
  if (format === 'date') return text({ format: 'date-time' }).map((at) => at.slice(0, 10));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 300) });
}

function record({
  properties = {},
  required = [],
  patternProperties = {},
}: JsonSchema): fc.Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema)])),
    { requiredKeys: required.filter((name) => Object.hasOwn(properties, name)) },
  );
  const [free] = Object.entries(patternProperties);
  if (!free) return known;
  const rest = fc.dictionary(fc.stringMatching(new RegExp(free[0])), arbitraryOf(free[1]), { maxKeys: 5 });
  return fc.tuple(known, rest).map(([a, b]) => ({ ...b, ...a }));
}

function asked(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(asked));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(asked)).map((parts) => Object.assign({}, ...parts) as unknown);
  const [type] = [schema.type].flat();
  const bounds = { min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 };
  if (type === 'string') return text(schema);
  if (type === 'integer') return fc.integer({ min: Math.ceil(bounds.min), max: Math.floor(bounds.max) });
  if (type === 'number') return fc.double({ ...bounds, noNaN: true });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array')
    return fc.array(arbitraryOf(schema.items ?? {}), {
      minLength: schema.minItems ?? 0,
      maxLength: Math.min(schema.maxItems ?? 8, (schema.minItems ?? 0) + 8),
    });
  if (type === 'object' || schema.properties) return record(schema);
  return fc.jsonValue({ maxDepth: 2 });
}

/** At each place of the value nine times what the schema says, and once anything at all. */
export const arbitraryOf = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: asked(schema) }, { weight: 1, arbitrary: hostile });

/** Text of an address: of the schema, known to this server, or hostile. */
export const wordOf = (schema: JsonSchema, known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    {
      weight: 4,
      arbitrary: asked(schema).map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
    },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
  );
