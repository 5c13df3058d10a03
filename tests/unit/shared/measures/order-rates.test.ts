import { describe, expect, test } from 'vitest';
import type { ServiceOrder } from '../../../../shared/domain/service-order.ts';
import { amountsOf, figuresAt } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { sampleOrder } from '../../../support/sample-order.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const placedAt = local('2026-11-30 23:30');
const answerBy = placedAt + 24 * hourMs;
const dueAt = placedAt + 7 * 24 * hourMs;
const now = placedAt + hourMs;

const figures = (more: Partial<ServiceOrder>, when = now) =>
  figuresAt(sampleOrder({ placedAt, dueAt, answerBy, ...more }), when);
const part = (more: Partial<ServiceOrder>, measure: string, when = now): number[] =>
  amountsOf(figures(more, when), measure);

describe('[R1] stages of the orders of the month', () => {
  test('[R1] each stage by its own event, all in the month in which the order was placed', () => {
    const stages = figures({
      offeredAt: local('2026-12-01 08:00'),
      completed: { at: local('2026-12-05 08:00'), beneficiaries: 0 },
      showcasedAt: local('2026-12-06 08:00'),
    }).filter(({ measure }) => measure === 'orderStages');
    expect(stages.map(({ key }) => key)).toEqual(['placed', 'offered', 'completed', 'showcased']);
    for (const stage of stages) expect(stage.span).toEqual({ month: '2026-11' });
  });
});

describe('[R2] response rate', () => {
  test('[R2] answered within the time, the very limit included', () => {
    expect(part({ offeredAt: answerBy }, 'responseRate')).toEqual([1]);
    expect(part({ offeredAt: answerBy + 1 }, 'responseRate')).toEqual([0]);
  });

  test('[R2] the first of offered and accepted is the answer', () => {
    expect(part({ offeredAt: answerBy + 1, acceptedAt: answerBy }, 'responseRate')).toEqual([1]);
    expect(part({ acceptedAt: answerBy + 1 }, 'responseRate')).toEqual([0]);
  });

  test('[R2] one that is not answered takes part once the time has passed', () => {
    expect(part({}, 'responseRate', answerBy)).toEqual([]);
    expect(part({}, 'responseRate', answerBy + 1)).toEqual([0]);
    expect(part({ completed: { at: now, beneficiaries: 0 } }, 'responseRate', answerBy + 1)).toEqual([0]);
  });

  test('[R2] one cancelled before its answer, or without one, is left out', () => {
    expect(part({ cancelledAt: now, offeredAt: now + 1 }, 'responseRate')).toEqual([]);
    expect(part({ cancelledAt: now }, 'responseRate', answerBy + 1)).toEqual([]);
  });

  test('[R2] a cancellation at the very time of the answer, or later, is after it', () => {
    expect(part({ cancelledAt: now, offeredAt: now }, 'responseRate')).toEqual([1]);
    expect(part({ cancelledAt: now + 1, offeredAt: now }, 'responseRate')).toEqual([1]);
  });

  test('[R2] an answer before it was placed is on time', () => {
    expect(part({ offeredAt: placedAt - hourMs }, 'responseRate')).toEqual([1]);
  });
});

describe('[R3] on-time rate', () => {
  const completed = (at: number) => ({ completed: { at, beneficiaries: 0 } });

  test('[R3] completed by the due time, the very limit included', () => {
    expect(part(completed(dueAt), 'onTimeRate')).toEqual([1]);
    expect(part(completed(dueAt + 1), 'onTimeRate')).toEqual([0]);
  });

  test('[R3] one that is not completed takes part once it is past due', () => {
    expect(part({}, 'onTimeRate', dueAt)).toEqual([]);
    expect(part({}, 'onTimeRate', dueAt + 1)).toEqual([0]);
  });

  test('[R3] cancelled is left out, even after completion', () => {
    expect(part({ ...completed(now), cancelledAt: now + 1 }, 'onTimeRate')).toEqual([]);
    expect(part({ cancelledAt: now }, 'onTimeRate', dueAt + 1)).toEqual([]);
  });

  test('[R3] a completion before it was placed is on time, whatever the due time', () => {
    expect(part({ ...completed(placedAt - 1), dueAt: placedAt - hourMs }, 'onTimeRate')).toEqual([1]);
    expect(part({ ...completed(placedAt + 1), dueAt: placedAt - hourMs }, 'onTimeRate')).toEqual([0]);
  });
});

test.each([
  [1, 0],
  [3, 0],
  [4, 1],
  [5, 1],
])('[R4] a score of %i counts %i', (score, expected) => {
  expect(part({ rated: { at: now, score } }, 'satisfaction')).toEqual([expected]);
  expect(part({}, 'satisfaction')).toEqual([]);
});

describe('[R5] minutes to respond', () => {
  test('[R5] whole minutes from placing to the first answer', () => {
    const answer = placedAt + 61 * minuteMs + 59_999;
    expect(part({ offeredAt: answer, acceptedAt: answer + hourMs }, 'responseMinutesMedian')).toEqual([61]);
  });

  test('[R5] an answer before it was placed took 0 minutes', () => {
    expect(part({ acceptedAt: placedAt - hourMs }, 'responseMinutesMedian')).toEqual([0]);
  });

  test('[R5] a cancelled order that is answered is a sample, one without an answer is none', () => {
    expect(part({ cancelledAt: placedAt, offeredAt: placedAt }, 'responseMinutesMedian')).toEqual([0]);
    expect(part({}, 'responseMinutesMedian')).toEqual([]);
  });
});
