import { Type } from 'typebox';
import { Identifier, Instant, optional, PeopleCount, Photos, Text, Title } from './schema.ts';

const Requester = Type.Object({ name: optional(Text), phone: optional(Text), address: optional(Text) });
const byTeam = { orderId: Identifier, teamId: Identifier };

/** 点单→派单→接单→评单→晒单: a resident's request or wish, and what became of it. */
export const serviceOrderEvents = {
  'order.placed': {
    summary: { zh: '点单 / 微心愿', en: 'A resident asked for a service or made a wish' },
    schema: Type.Object({
      orderId: Identifier,
      kind: Type.Union([Type.Literal('service'), Type.Literal('wish')]),
      category: Identifier,
      title: Title,
      townCode: optional(Identifier),
      urgent: optional(Type.Boolean()),
      dueAt: optional(Instant),
      lon: optional(Type.Number({ minimum: -180, maximum: 180 })),
      lat: optional(Type.Number({ minimum: -90, maximum: 90 })),
      requester: optional(Requester),
    }),
    personal: ['requester'],
  },
  'order.offered': {
    summary: { zh: '派单', en: 'The order was offered to a team, which may refuse it' },
    schema: Type.Object(byTeam),
  },
  'order.accepted': {
    summary: { zh: '接单', en: 'A team took the order' },
    schema: Type.Object(byTeam),
  },
  'order.declined': {
    summary: { zh: '退单', en: 'A team gave the order back' },
    schema: Type.Object({ ...byTeam, reason: optional(Text) }),
  },
  'order.completed': {
    summary: { zh: '办结', en: 'The order was carried out' },
    schema: Type.Object({ orderId: Identifier, beneficiaries: optional(PeopleCount) }),
  },
  'order.rated': {
    summary: { zh: '评单', en: 'The resident rated the service' },
    schema: Type.Object({
      orderId: Identifier,
      score: Type.Integer({ minimum: 1, maximum: 5 }),
      comment: optional(Text),
    }),
    personal: ['comment'],
  },
  'order.showcased': {
    summary: { zh: '晒单', en: 'The result was shown, with consent' },
    schema: Type.Object({
      orderId: Identifier,
      consent: Type.Literal(true),
      text: optional(Text),
      photos: optional(Photos),
    }),
    personal: ['text', 'photos'],
  },
  'order.cancelled': {
    summary: { zh: '撤单', en: 'The order was withdrawn' },
    schema: Type.Object({ orderId: Identifier, reason: optional(Text) }),
  },
} as const;
