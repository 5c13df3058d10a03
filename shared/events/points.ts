import { Type } from 'typebox';
import { Identifier, optional, Text } from './schema.ts';

const data = Type.Object({
  volunteerId: Identifier,
  points: Type.Integer({ minimum: 1, maximum: 100_000 }),
  item: optional(Text),
});

/** 积分: never hours and never money [M8]. */
export const pointsEvents = {
  'points.granted': { summary: { zh: '积分发放', en: 'Points were granted' }, schema: data },
  'points.redeemed': { summary: { zh: '积分兑换', en: 'Points were redeemed' }, schema: data },
} as const;
