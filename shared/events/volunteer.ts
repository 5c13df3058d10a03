import { Type } from 'typebox';
import { Identifier, optional, Text } from './schema.ts';

/** 志愿者: registration. `volunteerId` is a pseudonym or the 统一编号, never an ID-card number. */
export const volunteerEvents = {
  'volunteer.registered': {
    summary: { zh: '志愿者注册', en: 'A volunteer registered' },
    schema: Type.Object({ volunteerId: Identifier, teamId: optional(Identifier), name: optional(Text) }),
    personal: ['name'],
  },
  'volunteer.left': {
    summary: { zh: '志愿者注销', en: 'A volunteer left' },
    schema: Type.Object({ volunteerId: Identifier }),
  },
} as const;
