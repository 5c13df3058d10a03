/** Requests to every route of a server, made of the schemas of its own table of routes. */
import fc from 'fast-check';
import type { RouteOptions } from 'fastify';
import { journalDefinitions } from '../../../shared/events/registry.ts';
import { arbitraryOf, type JsonSchema, wordOf } from './arbitrary-of.ts';

export interface FuzzedRequest {
  method: string;
  /** As it is declared. */
  route: string;
  /** With its question. */
  path: string;
  caller: string;
  contentType?: string;
  body?: string;
}

/** Names that are there on the server that is tried. */
export type Known = readonly string[];

const jsonTypes = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

/** A lone surrogate cannot stand in an address. */
const inAddress = (word: string): string => encodeURIComponent(word.replace(/[\ud800-\udfff]/g, ''));

function pathOf(url: string, params: JsonSchema, known: Known): fc.Arbitrary<string> {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (!/^(:\w+|\*)$/.test(part)) return fc.constant(part);
    return wordOf(params.properties?.[part.slice(1)] ?? { type: 'string' }, known).map(
      (word) => inAddress(word) || '-',
    );
  });
  return fc.tuple(...parts).map((words) => words.join(''));
}

function questionOf(schema: JsonSchema, known: Known): fc.Arbitrary<string> {
  const names = Object.entries(schema.properties ?? {});
  const members = fc.record(
    Object.fromEntries(names.map(([name, member]) => [name, wordOf(member, known)])),
    { requiredKeys: [...(schema.required ?? [])] },
  );
  const strays = fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(wordOf({ type: 'string' }, [...known, ...names.map(([name]) => name)]), {
        maxLength: 6,
      }),
    },
  );
  return fc
    .tuple(members, strays)
    .map(([asked, more]) =>
      [
        ...Object.entries(asked).map(([name, word]) => `${name}=${inAddress(word ?? '')}`),
        ...more.map((word) => `${inAddress(word)}=${inAddress(word)}`),
      ].join('&'),
    );
}

const event = fc
  .constantFrom(...Object.entries(journalDefinitions as Record<string, { schema: JsonSchema }>))
  .chain(([type, { schema }]) =>
    fc.record({
      specversion: arbitraryOf({ const: '1.0' }),
      id: arbitraryOf({ type: 'string', minLength: 1, maxLength: 64 }),
      source: fc.oneof(fc.constant('/sites/330127-Z'), arbitraryOf({ type: 'string' })),
      type: fc.constant(type),
      time: fc.oneof(
        fc.constant(new Date().toISOString()),
        arbitraryOf({ type: 'string', format: 'date-time' }),
      ),
      data: arbitraryOf(schema),
    }),
  );

function bodyOf(route: string, schema: JsonSchema | undefined): fc.Arbitrary<string> {
  const asked =
    route === '/api/v1/events'
      ? fc.oneof(event, fc.array(event, { maxLength: 5 }))
      : arbitraryOf(schema ?? { type: 'object' });
  return fc.oneof(
    { weight: 19, arbitrary: asked.map((value) => JSON.stringify(value) ?? '') },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.string(),
        fc.constantFrom(
          '{',
          '[[[',
          '"\\ud800"',
          '{"a":1,"a":2}',
          '{"__proto__":{"a":1}}',
          '['.repeat(20_000),
          `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
        ),
      ),
    },
  );
}

/** `callers` by name; the first of a route's own is tried most. */
export function requestsOf(
  routes: readonly RouteOptions[],
  callersOf: (route: RouteOptions) => readonly string[],
  known: Known,
): fc.Arbitrary<FuzzedRequest> {
  const each = routes.flatMap((route) =>
    [route.method].flat().map((method) => {
      const schema = (route.schema ?? {}) as Record<
        'params' | 'querystring' | 'body',
        JsonSchema | undefined
      >;
      const writes = !['GET', 'HEAD', 'OPTIONS'].includes(method);
      const [first = 'nobody', ...others] = callersOf(route);
      return fc
        .record({
          address: pathOf(route.url, schema.params ?? {}, known),
          question: questionOf(schema.querystring ?? {}, known),
          caller: fc.oneof(
            { weight: 8, arbitrary: fc.constant(first) },
            { weight: 1, arbitrary: fc.constantFrom(first, ...others) },
          ),
          contentType: fc.oneof(
            {
              weight: 12,
              arbitrary: fc.constantFrom(...jsonTypes.slice(0, route.url === '/api/v1/events' ? 3 : 1)),
            },
            {
              weight: 1,
              arbitrary: fc.constantFrom(
                'text/plain',
                'application/json; charset=gbk',
                'multipart/form-data; boundary=x',
                'x',
              ),
            },
          ),
          body: bodyOf(route.url, schema.body),
        })
        .map(
          ({ address, question, caller, contentType, body }): FuzzedRequest => ({
            method,
            route: route.url,
            path: question === '' ? address : `${address}?${question}`,
            caller,
            ...(writes && { contentType, body }),
          }),
        );
    }),
  );
  return fc.oneof(...each);
}
