import { Type } from 'typebox';
import { Identifier, optional, Text } from './schema.ts';

const work = {
  recordId: Identifier,
  volunteerId: Identifier,
  activityId: optional(Identifier),
  orderId: optional(Identifier),
  teamId: optional(Identifier),
};

/** 服务记录: one stretch of voluntary service, measured by check-in and check-out or entered late. */
export const serviceRecordEvents = {
  'volunteer.checked-in': {
    summary: { zh: '签到', en: 'A volunteer checked in' },
    schema: Type.Object(work),
  },
  'volunteer.checked-out': {
    summary: { zh: '签退', en: 'A volunteer checked out' },
    schema: Type.Object({ recordId: Identifier }),
  },
  'service.recorded': {
    summary: { zh: '时长补录', en: 'Minutes of service were entered by hand' },
    schema: Type.Object({ ...work, minutes: Type.Integer({ minimum: 1, maximum: 1440 }) }),
  },
  'service.revoked': {
    summary: { zh: '时长撤销', en: 'A service record was revoked' },
    schema: Type.Object({ recordId: Identifier, reason: Text }),
  },
} as const;
