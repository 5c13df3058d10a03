import type { IncomingHttpHeaders } from 'node:http';
import { maxEventsInRequest } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';

/** The events of a request, in whichever of the three HTTP modes they came; their shape is not yet checked. */
export interface EventRequest {
  events: readonly unknown[];
  /** `specversion` may be left out with `application/json` alone. */
  specversionOptional: boolean;
}

const structured = 'application/cloudevents+json';
const batched = 'application/cloudevents-batch+json';
const json = 'application/json';

/** @throws ProblemError `unsupported-media-type`, `invalid-body` or `too-many-events`. */
export function readRequest(headers: IncomingHttpHeaders, body: unknown): EventRequest {
  const type = mediaTypeOf(headers);
  if (typeof body !== 'object' || body === null)
    throw new ProblemError('invalid-body', { zh: '缺少正文', en: 'the body is missing' });
  const isArray = Array.isArray(body);
  if ((type === batched && !isArray) || (type === structured && isArray))
    throw new ProblemError('invalid-body', {
      zh: isArray ? `${structured} 只能有一个事件` : `${batched} 应为数组`,
      en: isArray ? `${structured} holds one event` : `${batched} must be an array`,
    });
  if (type === json && isBinary(headers))
    return { events: [{ ...attributesOf(headers), data: body }], specversionOptional: true };
  const events: readonly unknown[] = isArray ? body : [body];
  if (events.length > maxEventsInRequest)
    throw new ProblemError('too-many-events', {
      zh: `一次请求最多 ${maxEventsInRequest} 个事件`,
      en: `a request may have at most ${maxEventsInRequest} events`,
    });
  return { events, specversionOptional: type === json };
}

function mediaTypeOf(headers: IncomingHttpHeaders): string {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replace(/^"|"$/g, '');
  const encoding = headers['content-encoding'] ?? 'identity';
  const media = type.trim();
  if (
    ![json, structured, batched].includes(media) ||
    (charset ?? 'utf-8') !== 'utf-8' ||
    encoding !== 'identity'
  )
    throw new ProblemError('unsupported-media-type', {
      zh: `应为 ${json}、${structured} 或 ${batched}，UTF-8，不压缩`,
      en: `must be ${json}, ${structured} or ${batched}, in UTF-8 and not compressed`,
    });
  return media;
}

const prefix = 'ce-';

const isBinary = (headers: IncomingHttpHeaders): boolean =>
  ['ce-id', 'ce-source', 'ce-type', 'ce-time', 'ce-specversion'].some((name) => headers[name] !== undefined);

/** The attributes in `ce-*` headers; the type of `data` is that of the body, whatever a header says. */
function attributesOf(headers: IncomingHttpHeaders): Record<string, unknown> {
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix) && name !== 'ce-datacontenttype')
    .map(([name, value]) => [name.slice(prefix.length), decodeHeader(String(value))]);
  return Object.fromEntries(attributes);
}

/** A header's value without quotes and percent-encoding (CloudEvents HTTP binding 3.1.3.2); null where it is not UTF-8. */
function decodeHeader(value: string): string | null {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => decodeURIComponent(encoded));
  } catch {
    return null;
  }
}
