import { siteOfSource } from '../../shared/domain/place.ts';
import { parseInstant } from '../../shared/domain/time.ts';
import { faultOfName, faultOfValue } from './check-text.ts';
import { type Fault, fault } from './fault.ts';

/** The attributes of an event that count; extension attributes are ignored. */
export interface Envelope {
  id: string;
  source: string;
  /** Code in `source`. */
  site: string;
  type: string;
  /** `time` in ms. */
  at: number;
  data: unknown;
}

const maxIdLength = 128;

/** The envelope of an event, or the first of its members that is no good (CloudEvents 1.0, contract §2). */
export function checkEnvelope(raw: unknown, specversionOptional: boolean): Envelope | Fault {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return invalid('事件', '应为 JSON 对象', 'the event', 'must be a JSON object');
  const { data, ...attributes } = raw as Record<string, unknown>;
  const { specversion, id, source, type, time } = attributes;
  if (specversion !== '1.0' && !(specversion === undefined && specversionOptional))
    return invalid('specversion', '应为 "1.0"', 'specversion', 'must be "1.0"');
  if (typeof id !== 'string' || id === '' || lengthOf(id) > maxIdLength)
    return invalid('id', '应为 1–128 个字符的文本', 'id', 'must be a text of 1–128 characters');
  const site = typeof source === 'string' ? siteOfSource(source) : undefined;
  if (typeof source !== 'string' || site === undefined)
    return invalid('source', '应为 /sites/<站点编码>', 'source', 'must be /sites/<site code>');
  if (typeof type !== 'string' || type === '')
    return invalid('type', '应为非空文本', 'type', 'must be a text that is not empty');
  const at = typeof time === 'string' ? parseInstant(time) : undefined;
  if (at === undefined)
    return invalid('time', '应为带时区的 RFC 3339 时间', 'time', 'must be an RFC 3339 time with offset');
  for (const [name, value] of Object.entries(attributes)) {
    const refused = faultOfName(name, 'event') ?? faultOfValue(value, name);
    if (refused) return fault('invalid-envelope', refused.zh, refused.en);
  }
  return { id, source, site, type, at, data };
}

export const isFault = (checked: Envelope | Fault): checked is Fault => 'code' in checked;

const invalid = (zhName: string, zh: string, enName: string, en: string): Fault =>
  fault('invalid-envelope', `${zhName} ${zh}`, `${enName} ${en}`);

/** In code points, as JSON Schema counts; a text cannot have more of them than code units. */
const lengthOf = (text: string): number =>
  text.length <= maxIdLength ? text.length : [...text.slice(0, 2 * maxIdLength + 2)].length;
