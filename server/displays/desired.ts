/** What becomes of a view by a change. Pure. */
import type { DesiredView, ViewChange } from '../../shared/wire/remote.ts';

type Member = keyof DesiredView;

/**
 * What cannot be shown beside a member that is set now: a picture that stands still shows no other place, a scene is
 * not seen under a card, and a replay has no cards.
 */
const displaced: Partial<Record<Member, readonly Member[]>> = {
  scope: ['held', 'item'],
  scene: ['held', 'item'],
  item: ['held', 'replay'],
  replay: ['held', 'item'],
};

/** The view after a change; null is back to normal altogether. */
export function changedView(view: DesiredView, change: ViewChange | null): DesiredView {
  if (change === null) return {};
  const next: Record<string, unknown> = { ...view };
  for (const [member, value] of Object.entries(change)) {
    if (value === undefined) continue;
    for (const other of displaced[member as Member] ?? [])
      if (change[other] === undefined) delete next[other];
    if (value === null) delete next[member];
    else next[member] = value;
  }
  return next;
}

/** What stays when the time of a view is over: a screen that hides something goes on to hide it until it is told. */
export const expiredView = ({ cover }: DesiredView): DesiredView => (cover === undefined ? {} : { cover });

export const isDriven = (view: DesiredView): boolean => Object.keys(view).length > 0;
