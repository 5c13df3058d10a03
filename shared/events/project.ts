import { Type } from 'typebox';
import { Identifier, optional, Title } from './schema.ts';

/** 项目 / 公益创投; the stages are those of the county profile. */
export const projectEvents = {
  'project.advanced': {
    summary: { zh: '项目进展', en: 'A project reached a stage' },
    schema: Type.Object({ projectId: Identifier, title: optional(Title), stage: Identifier }),
  },
} as const;
