/** A visit through the scenes of the profile, as a pure machine: by itself where a step has a time, else by hand. */

export interface VisitRules {
  /** For each step how long it stays; undefined where it waits for a hand. */
  steps: readonly (number | undefined)[];
}

export interface Visit {
  /** The step, counted from 0. */
  at: number;
  shownMs: number;
}

export type VisitEvent = { type: 'tick'; ms: number } | { type: 'next' } | { type: 'previous' };

/** Begins at a step, or at the nearest there is; undefined where the county has no visit. */
export function beginVisit(at: number, { steps }: VisitRules): Visit | undefined {
  return steps.length === 0 ? undefined : { at: Math.min(Math.max(0, at), steps.length - 1), shownMs: 0 };
}

/** What becomes of a visit by an event; undefined when it is over, which a hand alone never makes it. */
export function stepVisit(visit: Visit, event: VisitEvent, rules: VisitRules): Visit | undefined {
  switch (event.type) {
    case 'next':
      return visit.at + 1 < rules.steps.length ? beginVisit(visit.at + 1, rules) : visit;
    case 'previous':
      return beginVisit(visit.at - 1, rules);
    case 'tick': {
      const stays = rules.steps[visit.at];
      if (stays === undefined) return visit;
      const shownMs = visit.shownMs + event.ms;
      if (shownMs < stays) return { ...visit, shownMs };
      return visit.at + 1 < rules.steps.length ? beginVisit(visit.at + 1, rules) : undefined;
    }
  }
}
