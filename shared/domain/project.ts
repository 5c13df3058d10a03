import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { latest, newestValue, ofType } from './join.ts';

/** 项目: at the stage that its latest event names [J2]. */
export interface Project {
  kind: 'project';
  id: string;
  site: string;
  title?: string;
  stage: string;
  at: number;
}

export function joinProject(events: readonly JournalEvent[]): Project | undefined {
  const advances = ofType(events, 'project.advanced');
  const last = latest(advances);
  if (!last) return undefined;
  return withoutAbsent<Project>({
    kind: 'project',
    id: last.data.projectId,
    site: last.site,
    title: newestValue(advances, (event) => event.data.title),
    stage: last.data.stage,
    at: last.at,
  });
}
