import { Type } from 'typebox';
import { optional, PeopleCount, Text } from './schema.ts';

/** What a site says of itself and of its own earlier events. */
export const siteEvents = {
  'site.heartbeat': {
    summary: { zh: '站点心跳', en: 'The site is there, with the people on its premises' },
    schema: Type.Object({ people: optional(PeopleCount) }),
  },
  'event.retracted': {
    summary: { zh: '更正', en: 'The named event takes no part in anything' },
    schema: Type.Object({
      eventId: Type.String({ minLength: 1, maxLength: 128 }),
      eventSource: optional(Type.String({ pattern: '^/sites/[A-Za-z0-9._-]{1,64}$' })),
      reason: Text,
    }),
  },
} as const;

export const retractionType = 'event.retracted';
