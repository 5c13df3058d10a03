import { expect, test } from 'vitest';
import { amountsOf, daysOf, figuresAt } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { townB } from '../../../support/small-county.ts';

const now = local('2026-11-22 12:00');

test('[N6] a volunteer whose latest word is registered counts, one who left does not', () => {
  const volunteer = { kind: 'volunteer', id: 'v', site: 'B1', registered: true, at: now } as const;
  const figures = figuresAt(volunteer, now);
  expect(amountsOf(figures, 'registeredVolunteers')).toEqual([1]);
  expect(figures[0]).toMatchObject({ site: 'B1', town: townB, span: 'now' });
  expect(figuresAt({ ...volunteer, registered: false }, now)).toEqual([]);
});

test('[M8] points count on their day, and nothing else does', () => {
  const at = local('2026-11-21 23:59');
  const entry = {
    kind: 'points',
    id: 'p',
    site: 'B1',
    volunteer: 'v',
    granted: true,
    points: 20,
    at,
  } as const;
  const granted = figuresAt(entry, now);
  expect(granted).toHaveLength(1);
  expect(amountsOf(granted, 'pointsGranted')).toEqual([20]);
  expect(daysOf(granted, 'pointsGranted')).toEqual(['2026-11-21']);
  expect(amountsOf(figuresAt({ ...entry, granted: false }, now), 'pointsRedeemed')).toEqual([20]);
});

test('[J2] a project counts at its stage', () => {
  const [figure] = figuresAt({ kind: 'project', id: 'p', site: 'A1', stage: 'running', at: now }, now);
  expect(figure).toMatchObject({ measure: 'projects', span: 'now', amount: 1, key: 'running' });
});
