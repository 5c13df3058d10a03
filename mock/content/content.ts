/** Texts of the simulated county, all written for it: titles, comments, reasons. Nobody real appears in them. */
import activityRows from './activities.json' with { type: 'json' };
import commentRows from './comments.json' with { type: 'json' };
import orderRows from './orders.json' with { type: 'json' };
import phraseLists from './phrases.json' with { type: 'json' };
import projectTitles from './projects.json' with { type: 'json' };
import wishRows from './wishes.json' with { type: 'json' };

export interface ActivityTitle {
  title: string;
  /** Name of a category of the service menu. */
  category: string;
  platform: string;
  /** A season or the name of an occasion of `simulation/calendar.ts`; without one the title fits all year. */
  season?: string;
}

export interface RequestTitle {
  title: string;
  category: string;
}

export const activityTitles: readonly ActivityTitle[] = activityRows;
export const orderTitles: readonly RequestTitle[] = orderRows;
export const wishTitles: readonly RequestTitle[] = wishRows;
export const comments: readonly { score: number; text: string }[] = commentRows;
export const projects: readonly string[] = projectTitles;
export const phrases = phraseLists;
