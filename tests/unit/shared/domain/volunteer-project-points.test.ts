import { describe, expect, test } from 'vitest';
import { joinPoints } from '../../../../shared/domain/points.ts';
import { joinProject } from '../../../../shared/domain/project.ts';
import { joinVolunteer } from '../../../../shared/domain/volunteer.ts';
import { event, local, permutations } from '../../../support/journal-events.ts';

describe('volunteers', () => {
  const registered = event('volunteer.registered', 'A1', '2026-11-20 09:00', {
    volunteerId: 'v',
    teamId: 'TA',
  });
  const left = event('volunteer.left', 'IB', '2026-11-21 09:00', { volunteerId: 'v' });
  const again = event('volunteer.registered', 'B1', '2026-11-22 09:00', { volunteerId: 'v' });

  test('[J2] the latest word of registered and left counts', () => {
    expect(joinVolunteer([registered])?.registered).toBe(true);
    expect(joinVolunteer([left, registered])?.registered).toBe(false);
    for (const order of permutations([registered, left, again]))
      expect(joinVolunteer(order)).toEqual({
        kind: 'volunteer',
        id: 'v',
        site: 'B1',
        registered: true,
        at: local('2026-11-22 09:00'),
      });
  });

  test('[P1] a volunteer belongs to the site of the word that wins', () => {
    expect(joinVolunteer([registered, left])?.site).toBe('IB');
  });

  test('[J3] registered and left at the same time: the greater name', () => {
    const now = '2026-11-20 09:00';
    const a = event('volunteer.registered', 'A1', now, { volunteerId: 'v' }, 'a');
    const b = event('volunteer.left', 'A1', now, { volunteerId: 'v' }, 'b');
    for (const order of permutations([a, b])) expect(joinVolunteer(order)?.registered).toBe(false);
  });
});

describe('projects', () => {
  test('[J2] [P1] the latest stage and its site; [J5] the newest title', () => {
    const events = [
      event('project.advanced', 'A1', '2026-11-01 09:00', {
        projectId: 'p',
        stage: 'solicited',
        title: '银龄课堂',
      }),
      event('project.advanced', 'IB', '2026-11-02 09:00', { projectId: 'p', stage: 'running' }),
    ];
    for (const order of permutations(events))
      expect(joinProject(order)).toMatchObject({ stage: 'running', site: 'IB', title: '银龄课堂' });
  });
});

test('[M8] each granting and redemption is a thing by itself', () => {
  const data = { volunteerId: 'v', points: 20 };
  expect(joinPoints([event('points.granted', 'A1', '2026-11-22 09:00', data)])).toMatchObject({
    granted: true,
    points: 20,
    site: 'A1',
  });
  expect(joinPoints([event('points.redeemed', 'A1', '2026-11-22 09:00', data)])?.granted).toBe(false);
  expect(joinPoints([])).toBeUndefined();
});
