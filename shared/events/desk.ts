import { Type } from 'typebox';
import { Identifier, Instant, optional, Text } from './schema.ts';

/** Name of an alert as boards carry it: rule and what it is about. */
const AlertId = Type.String({ minLength: 1, maxLength: 200 });
const ThingKey = Type.String({ minLength: 1, maxLength: 200 });
/** Masked name of who says it, as screens show it: 王**. */
const By = optional(Type.String({ maxLength: 64 }));

/**
 * What operators do that no station can: made by the server alone, with the center as `source` and the operator as
 * `actor` (contract §3). Offers, cancellations and corrections of an operator are the events that stations use too.
 */
export const deskEvents = {
  'desk.called-back': {
    summary: { zh: '回访', en: 'A resident who was not satisfied was called back' },
    schema: Type.Object({ orderId: Identifier, note: optional(Text) }),
    personal: ['note'],
  },
  'desk.noted': {
    summary: { zh: '备注', en: 'A note on an order' },
    schema: Type.Object({ orderId: Identifier, text: Text }),
    personal: ['text'],
  },
  'desk.merged': {
    summary: { zh: '并单', en: 'The order repeats another one, which is worked on instead' },
    schema: Type.Object({ orderId: Identifier, into: Identifier }),
  },
  'desk.acknowledged': {
    summary: { zh: '预警签收', en: 'Somebody has seen an alert and looks after it' },
    schema: Type.Object({ alertId: AlertId, by: By }),
  },
  'desk.assigned': {
    summary: { zh: '预警交办', en: 'An alert was given to somebody' },
    schema: Type.Object({ alertId: AlertId, to: Text, by: By }),
  },
  'desk.commented': {
    summary: { zh: '预警批注', en: 'A comment on an alert' },
    schema: Type.Object({ alertId: AlertId, text: Text, by: By }),
    personal: ['text'],
  },
  'desk.snoozed': {
    summary: { zh: '预警暂缓', en: 'An alert is quiet until an instant' },
    schema: Type.Object({ alertId: AlertId, until: Instant, by: By }),
  },
  'desk.confirmed': {
    summary: { zh: '数据核实', en: 'Something implausible was looked at and is right' },
    schema: Type.Object({ thing: ThingKey, rule: Identifier, note: optional(Text) }),
    personal: ['note'],
  },
} as const;
