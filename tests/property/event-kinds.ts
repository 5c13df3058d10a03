/** What each type of event carries, and what its members may say; instants belong to the journal. */
import fc from 'fast-check';
import type { JournalEventType } from '../../shared/events/registry.ts';

export interface Kind {
  type: JournalEventType;
  required?: readonly string[];
  optional?: readonly string[];
}

/** Few values each, so that things collide; some are in no register. */
export const members = {
  activityId: fc.constantFrom('a', 'a', 'b'),
  recordId: fc.constantFrom('r', 'r', 's'),
  orderId: fc.constantFrom('o', 'o', 'o', 'p'),
  volunteerId: fc.constantFrom('v', 'v', 'w'),
  projectId: fc.constantFrom('x', 'x', 'y'),
  teamId: fc.constantFrom('TA', 'TA', 'TB', 'unknown'),
  category: fc.constantFrom('lecture', 'opera', 'loose', 'unknown'),
  platform: fc.constantFrom('theory', 'culture', 'unknown'),
  title: fc.constantFrom('越剧', '讲座', '理发'),
  reason: fc.constant('更正'),
  kind: fc.constantFrom('service', 'wish'),
  townCode: fc.constantFrom('330127001', '330127002', '330128001'),
  urgent: fc.boolean(),
  stage: fc.constantFrom('solicited', 'running'),
  participants: fc.nat(9),
  beneficiaries: fc.oneof({ weight: 3, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.constant(2001) }),
  people: fc.nat(9),
  minutes: fc.constantFrom(1, 59, 60, 400, 1440),
  score: fc.integer({ min: 1, max: 5 }),
  points: fc.integer({ min: 1, max: 9 }),
  consent: fc.constant(true),
  thing: fc.constantFrom('record:A1:r', 'record:A1:s', 'activity:A1:a', 'record:A2:r'),
  rule: fc.constantFrom('implausible-hours', 'overlap', 'long-day'),
  alertId: fc.constantFrom(
    'site-silent:330127001',
    'site-silent:A1',
    'platform-gap:330127001',
    'order-overdue:330127:o',
    'low-rating:330127:o',
    'open-check-in:330127:record:A1:r',
    'implausible-hours:330127:record:A1:r',
    'source-stale:330127:site:A1',
  ),
  by: fc.constantFrom('王**', '严**'),
  to: fc.constant('文旅局'),
};
const work = ['recordId', 'volunteerId'];

export const kinds: Kind[] = [
  {
    type: 'activity.published',
    required: ['activityId', 'title', 'category', 'plannedStart', 'plannedEnd'],
    optional: ['platform', 'teamId'],
  },
  {
    type: 'activity.started',
    required: ['activityId'],
    optional: ['title', 'category', 'platform', 'teamId'],
  },
  { type: 'activity.ended', required: ['activityId'], optional: ['participants', 'beneficiaries'] },
  { type: 'activity.cancelled', required: ['activityId'] },
  { type: 'volunteer.registered', required: ['volunteerId'], optional: ['teamId'] },
  { type: 'volunteer.left', required: ['volunteerId'] },
  { type: 'volunteer.checked-in', required: work, optional: ['teamId', 'activityId'] },
  { type: 'volunteer.checked-out', required: ['recordId'] },
  { type: 'service.recorded', required: [...work, 'minutes'], optional: ['teamId', 'activityId'] },
  { type: 'service.revoked', required: ['recordId', 'reason'] },
  {
    type: 'order.placed',
    required: ['orderId', 'kind', 'category', 'title'],
    optional: ['townCode', 'urgent', 'dueAt'],
  },
  { type: 'order.offered', required: ['orderId', 'teamId'] },
  { type: 'order.accepted', required: ['orderId', 'teamId'] },
  { type: 'order.declined', required: ['orderId', 'teamId'] },
  { type: 'order.completed', required: ['orderId'], optional: ['beneficiaries'] },
  { type: 'order.rated', required: ['orderId', 'score'] },
  { type: 'order.showcased', required: ['orderId', 'consent'] },
  { type: 'order.cancelled', required: ['orderId'] },
  { type: 'project.advanced', required: ['projectId', 'stage'], optional: ['title'] },
  { type: 'points.granted', required: ['volunteerId', 'points'] },
  { type: 'points.redeemed', required: ['volunteerId', 'points'] },
  { type: 'site.heartbeat', optional: ['people'] },
  { type: 'desk.called-back', required: ['orderId'] },
  { type: 'desk.confirmed', required: ['thing', 'rule'] },
  { type: 'desk.acknowledged', required: ['alertId', 'by'] },
  { type: 'desk.assigned', required: ['alertId', 'to', 'by'] },
  { type: 'desk.snoozed', required: ['alertId', 'until', 'by'] },
];
