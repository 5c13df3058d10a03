import { siteOfSource } from '../../shared/domain/place.ts';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { thingOf } from '../../shared/domain/thing.ts';
import { type EventData, type EventType, isEventType } from '../../shared/events/registry.ts';
import { retractionType } from '../../shared/events/site.ts';
import { splitData } from '../../shared/events/split-data.ts';
import { type EventProbe, eventName, type NewEvent } from '../store/store.ts';
import { faultOfData } from './check-data.ts';
import { checkEnvelope, type Envelope, isFault } from './check-envelope.ts';
import { faultOfValue } from './check-text.ts';
import { contentDigest, unreadable, withoutNulls } from './event-data.ts';
import { type Fault, fault } from './fault.ts';

const maxAheadMs = 5 * 60_000;
const maxAgeMs = 400 * 86_400_000;

/** What an event is checked against. */
export interface CheckContext {
  /** Site of the key that sent it. */
  keySite: string;
  register: SiteRegister;
  now: number;
  digestSecret: string;
  /** Whether `specversion` may be left out. */
  specversionOptional: boolean;
}

export type CheckedEvent =
  | { status: 'sound'; item: NewEvent }
  /** Rejected with `fault`, unless `probe` finds that the journal knows its name: that is told first. */
  | { status: 'faulty'; fault: Fault; probe?: EventProbe };

/** One event against every rule that needs no journal: the first fault in the order of contract §2. Pure. */
export function checkEvent(raw: unknown, context: CheckContext): CheckedEvent {
  const envelope = checkEnvelope(raw, context.specversionOptional);
  if (isFault(envelope)) return { status: 'faulty', fault: envelope };
  const registered = context.register.find(envelope.site);
  if (!registered) return { status: 'faulty', fault: unknownSite(envelope) };
  const foreign = faultOfSource(envelope, context);
  if (foreign) return { status: 'faulty', fault: foreign };

  const { source, id, type, at } = envelope;
  const refused = faultOfValue(envelope.data, 'data');
  const data = refused?.tooDeep ? unreadable : withoutNulls(envelope.data);
  const digest = contentDigest(context.digestSecret, type, at, data);
  const reject = (found: Fault): CheckedEvent => ({
    status: 'faulty',
    fault: found,
    probe: { kind: 'probe', source, id, digest },
  });
  if (!isEventType(type))
    return reject(fault('unknown-type', `type 未知：${type}`, `type ${type} is unknown`));
  if (refused) return reject(fault('invalid-data', refused.zh, refused.en));
  const invalid = faultOfData(type, data) ?? faultOfStage(type, data, registered.county, context.register);
  if (invalid) return reject(fault('invalid-data', invalid.zh, invalid.en));
  const untimely = faultOfTime(at, context.now);
  if (untimely) return reject(untimely);
  const members = data as Record<string, unknown>;
  return { status: 'sound', item: newEvent(envelope, type, members, registered.county, digest, context) };
}

const unknownSite = ({ site }: Envelope): Fault =>
  fault('unknown-site', `source 的站点 ${site} 不存在`, `source names site ${site}, which does not exist`);

function faultOfSource({ site }: Envelope, { keySite, register }: CheckContext): Fault | undefined {
  if (register.isAtOrBelow(site, keySite)) return undefined;
  return fault(
    'forbidden-source',
    `source 的站点 ${site} 不在此密钥的站点及其下级之内`,
    `source names site ${site}, which is neither the key’s site nor below it`,
  );
}

function faultOfStage(
  type: EventType,
  data: unknown,
  county: string,
  register: SiteRegister,
): { zh: string; en: string } | undefined {
  if (type !== 'project.advanced') return undefined;
  const { stage } = data as EventData<'project.advanced'>;
  if (register.isStage(county, stage)) return undefined;
  return { zh: 'data.stage 不是本县的项目阶段', en: 'data.stage is not a project stage of the county' };
}

function faultOfTime(at: number, now: number): Fault | undefined {
  if (at > now + maxAheadMs)
    return fault(
      'time-in-future',
      'time 比服务器时间超前 5 分钟以上',
      'time is more than 5 minutes ahead of the server',
    );
  if (at < now - maxAgeMs)
    return fault('time-too-old', 'time 早于 400 天前', 'time is more than 400 days back');
  return undefined;
}

function newEvent(
  { source, id, site, at }: Envelope,
  type: EventType,
  data: Readonly<Record<string, unknown>>,
  county: string,
  digest: string,
  { register, now }: CheckContext,
): NewEvent {
  const { journal, personal } = splitData(type, data);
  const target = type === retractionType ? targetOf(data, source, site, register) : undefined;
  return {
    kind: 'event',
    county,
    site,
    source,
    id,
    type,
    at,
    receivedAt: now,
    thing: thingOf(type, site, id, data as EventData<EventType>),
    digest,
    data: journal,
    ...(target !== undefined && { target }),
    ...(personal !== undefined && { personal }),
  };
}

/** The event that a retraction takes back, where it is of the same site or one below; else it takes back nothing. */
function targetOf(
  data: Readonly<Record<string, unknown>>,
  source: string,
  site: string,
  register: SiteRegister,
): string | undefined {
  const { eventId, eventSource = source } = data as EventData<'event.retracted'>;
  const targetSite = siteOfSource(eventSource);
  if (targetSite === undefined || !register.isAtOrBelow(targetSite, site)) return undefined;
  return eventName(eventSource, eventId);
}
