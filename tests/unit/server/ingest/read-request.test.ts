import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readRequest } from '../../../../server/ingest/read-request.ts';
import { ProblemError } from '../../../../shared/wire/problem.ts';

const structured = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
const batched = { 'content-type': 'application/cloudevents-batch+json' };
const json = { 'content-type': 'application/json' };

const codeOf = (headers: IncomingHttpHeaders, body: unknown): string => {
  try {
    readRequest(headers, body);
    return 'taken';
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.status} ${error.problem.code}`;
    throw error;
  }
};

describe('the three modes of CloudEvents over HTTP [contract §2]', () => {
  test('structured and batched need specversion, plain JSON does not', () => {
    expect(readRequest(structured, { id: '1' })).toEqual({
      events: [{ id: '1' }],
      specversionOptional: false,
    });
    expect(readRequest(batched, [{ id: '1' }, 5])).toEqual({
      events: [{ id: '1' }, 5],
      specversionOptional: false,
    });
    expect(readRequest(json, { id: '1' })).toEqual({ events: [{ id: '1' }], specversionOptional: true });
    expect(readRequest(json, [{ id: '1' }])).toEqual({ events: [{ id: '1' }], specversionOptional: true });
  });

  test('binary: attributes in headers, the body is data', () => {
    const headers = {
      ...json,
      'ce-specversion': '1.0',
      'ce-id': '%E4%B8%A5-1%25',
      'ce-source': '"/sites/a"',
      'ce-type': 'site.heartbeat',
      'ce-time': '2026-11-22T03:59:00Z',
      'ce-datacontenttype': 'text/plain',
      'ce-data': 'x',
    };
    expect(readRequest(headers, { people: 3 }).events).toEqual([
      {
        specversion: '1.0',
        id: '严-1%',
        source: '/sites/a',
        type: 'site.heartbeat',
        time: '2026-11-22T03:59:00Z',
        data: { people: 3 },
      },
    ]);
    expect(readRequest({ ...headers, 'ce-id': '100%' }, {}).events).toMatchObject([{ id: '100%' }]);
    expect(readRequest({ ...headers, 'ce-id': '%ED%A0%80' }, {}).events).toMatchObject([{ id: null }]);
  });

  test('headers of an event beside a structured one are not the event', () => {
    expect(readRequest({ ...structured, 'ce-id': 'x' }, { id: '1' }).events).toEqual([{ id: '1' }]);
  });

  test.each([
    ['text/plain', '415 unsupported-media-type'],
    ['application/json; charset=gbk', '415 unsupported-media-type'],
    ['application/cloudevents+avro', '415 unsupported-media-type'],
    ['', '415 unsupported-media-type'],
    ['Application/JSON;charset="utf-8"', 'taken'],
  ])('content type %j: %s', (type, code) => {
    expect(codeOf({ 'content-type': type }, { id: '1' })).toBe(code);
  });

  test.each([
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }, {}, '415 unsupported-media-type'],
    ['no body', json, undefined, '400 invalid-body'],
    ['an array where one event belongs', structured, [{}], '400 invalid-body'],
    ['one event where an array belongs', batched, {}, '400 invalid-body'],
    ['1001 events', batched, Array.from({ length: 1001 }, () => ({})), '413 too-many-events'],
    ['1000 events', batched, Array.from({ length: 1000 }, () => ({})), 'taken'],
  ] as const)('%s', (_what, headers, body, code) => {
    expect(codeOf(headers, body)).toBe(code);
  });
});
