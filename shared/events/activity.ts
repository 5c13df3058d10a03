import { Type } from 'typebox';
import { Identifier, Instant, optional, PeopleCount, Photos, Text, Title } from './schema.ts';

const attributes = {
  platform: optional(Identifier),
  teamId: optional(Identifier),
};

/** 活动: an activity of a site, from its announcement to its end. */
export const activityEvents = {
  'activity.published': {
    summary: { zh: '活动发布', en: 'An activity was announced' },
    schema: Type.Object({
      activityId: Identifier,
      title: Title,
      category: Identifier,
      ...attributes,
      plannedStart: Instant,
      plannedEnd: Instant,
      capacity: optional(PeopleCount),
      venue: optional(Text),
    }),
  },
  'activity.started': {
    summary: { zh: '活动开始', en: 'An activity began' },
    schema: Type.Object({
      activityId: Identifier,
      title: optional(Title),
      category: optional(Identifier),
      ...attributes,
    }),
  },
  'activity.ended': {
    summary: { zh: '活动结束', en: 'An activity ended, with what the site reports of it' },
    schema: Type.Object({
      activityId: Identifier,
      participants: optional(PeopleCount),
      beneficiaries: optional(PeopleCount),
      photos: optional(Photos),
    }),
    personal: ['photos'],
  },
  'activity.cancelled': {
    summary: { zh: '活动取消', en: 'An activity was called off' },
    schema: Type.Object({ activityId: Identifier, reason: optional(Text) }),
  },
} as const;
