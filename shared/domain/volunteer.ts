import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { latest, ofType } from './join.ts';

/** 志愿者: whose latest word is either registered or left [N6]; it belongs to the site of that word [P1]. */
export interface Volunteer {
  kind: 'volunteer';
  id: string;
  site: string;
  registered: boolean;
  at: number;
  team?: string;
}

export function joinVolunteer(events: readonly JournalEvent[]): Volunteer | undefined {
  const word = latest([...ofType(events, 'volunteer.registered'), ...ofType(events, 'volunteer.left')]);
  if (!word) return undefined;
  return withoutAbsent<Volunteer>({
    kind: 'volunteer',
    id: word.data.volunteerId,
    site: word.site,
    registered: word.type === 'volunteer.registered',
    at: word.at,
    team: word.type === 'volunteer.registered' ? word.data.teamId : undefined,
  });
}
