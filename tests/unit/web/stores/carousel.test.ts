import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Carousel,
  type CarouselEvent,
  type CarouselRules,
  sceneShown,
  stepCarousel,
  stoppedCarousel,
} from '../../../../web/stores/carousel.ts';

const rules: CarouselRules = {
  turns: [
    { id: 'overview', ms: 10_000 },
    { id: 'coverage', ms: 5_000 },
    { id: 'alerts', ms: 5_000 },
  ],
  restMs: 20_000,
  alertMs: 8_000,
  alertScene: 'alerts',
};

const run = (events: readonly CarouselEvent[], from: Carousel = stoppedCarousel): Carousel =>
  events.reduce((state, event) => stepCarousel(state, event, rules), from);
const ticks = (ms: number, step = 500): CarouselEvent[] =>
  Array.from({ length: ms / step }, () => ({ type: 'tick', ms: step }) as const);
const alerts = (...open: string[]): CarouselEvent => ({ type: 'alerts', open, known: false });
const started: Carousel = run([{ type: 'chosen', scene: 'overview' }, { type: 'started' }]);
const shown = (state: Carousel): string => sceneShown(state, rules);

describe('the carousel', () => {
  test('stands still until it is started', () => {
    const state = run([{ type: 'chosen', scene: 'coverage' }, ...ticks(60_000), alerts('a')]);
    expect(shown(state)).toBe('coverage');
    expect(state).toMatchObject({ running: false, waiting: [] });
  });

  test('gives each scene its time, and begins anew', () => {
    expect(shown(run(ticks(9_500), started))).toBe('overview');
    expect(shown(run(ticks(10_000), started))).toBe('coverage');
    expect(shown(run(ticks(15_000), started))).toBe('alerts');
    expect(shown(run(ticks(20_000), started))).toBe('overview');
  });

  test('holds after a touch, and goes on where it was', () => {
    const touched = run([...ticks(9_000), { type: 'touched' }], started);
    expect(shown(run(ticks(20_000), touched))).toBe('overview');
    expect(shown(run(ticks(21_500), touched))).toBe('coverage');
    const again = run([...ticks(19_000), { type: 'touched' }, ...ticks(20_000)], touched);
    expect(shown(again)).toBe('overview');
  });

  test('shows what was chosen for as long as a touch holds, then for its turn', () => {
    const chosen = run([{ type: 'chosen', scene: 'coverage' }], started);
    expect(shown(run(ticks(24_500), chosen))).toBe('coverage');
    expect(shown(run(ticks(25_500), chosen))).toBe('alerts');
  });

  test('finds its way from a scene that is no longer there', () => {
    expect(shown(run([{ type: 'chosen', scene: 'gone' }, { type: 'started' }, ...ticks(500)]))).toBe(
      'overview',
    );
  });
});

describe('a new urgent alert', () => {
  test('takes the screen once, then the carousel goes on where it was', () => {
    const taken = run([...ticks(9_000), alerts('a')], started);
    expect(shown(taken)).toBe('alerts');
    expect(taken.takeover?.alerts).toEqual(['a']);
    const after = run(ticks(8_000), taken);
    expect(shown(after)).toBe('overview');
    expect(shown(run(ticks(1_000), after))).toBe('coverage');
    expect(run([alerts('a'), alerts(), alerts('a')], after).takeover).toBeUndefined();
  });

  test('is none where the page found it when it came', () => {
    expect(
      run([{ type: 'alerts', open: ['a'], known: true }, alerts('a')], started).takeover,
    ).toBeUndefined();
  });

  test('does not take the screen out of the hands of whoever touched it, but afterwards', () => {
    const touched = run([{ type: 'touched' }, alerts('a')], started);
    expect(shown(run(ticks(20_000), touched))).toBe('overview');
    expect(shown(run(ticks(20_500), touched))).toBe('alerts');
    expect(run([...ticks(10_000), alerts(), ...ticks(11_000)], touched).takeover).toBeUndefined();
  });

  test('leaves the screen when it is answered, and when a scene is chosen', () => {
    const taken = run([alerts('a', 'b')], started);
    expect(shown(run([alerts('b')], taken))).toBe('alerts');
    expect(shown(run([alerts()], taken))).toBe('overview');
    expect(shown(run([{ type: 'chosen', scene: 'coverage' }], taken))).toBe('coverage');
  });

  test('that comes while others have the screen waits for its own turn', () => {
    const taken = run([alerts('a'), ...ticks(4_000), alerts('a', 'b')], started);
    expect(taken.takeover?.alerts).toEqual(['a']);
    const between = run(ticks(4_000), taken);
    expect(shown(between)).toBe('overview');
    expect(run(ticks(8_000), between).takeover?.alerts).toEqual(['b']);
  });

  test('never shows where the county has no scene for it', () => {
    const { alertScene: _, ...without } = rules;
    const state = stepCarousel(started, alerts('a'), without);
    expect(state.takeover).toBeUndefined();
  });
});

describe('whatever happens', () => {
  const event: fc.Arbitrary<CarouselEvent> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ type: fc.constant('tick' as const), ms: fc.integer({ min: 1, max: 4000 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'touched' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('chosen' as const),
        scene: fc.constantFrom('overview', 'coverage', 'alerts', 'gone'),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ type: 'started' as const }, { type: 'stopped' as const }) },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('alerts' as const),
        open: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
        known: fc.boolean(),
      }),
    },
  );

  test('each alert takes the screen at most once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const taken: string[] = [];
        let state = started;
        for (const one of events) {
          const before = state.takeover?.alerts;
          state = stepCarousel(state, one, rules);
          if (state.takeover && state.takeover.alerts !== before) taken.push(...state.takeover.alerts);
        }
        expect(taken).toEqual([...new Set(taken)]);
      }),
    );
  });

  test('nothing but a choice changes the screen within the rest after a touch', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 100 }), fc.array(event, { maxLength: 30 }), (first, then) => {
        let state = run([...first, { type: 'started' }, { type: 'touched' }]);
        const seen = shown(state);
        let passed = 0;
        for (const one of then) {
          if (one.type !== 'tick' && one.type !== 'alerts') continue;
          if (one.type === 'tick') passed += one.ms;
          if (passed >= rules.restMs) break;
          const had = state.takeover !== undefined;
          state = stepCarousel(state, one, rules);
          // What is answered gives the screen back at any time.
          if (had && state.takeover === undefined) return;
          expect(shown(state)).toBe(seen);
        }
      }),
    );
  });

  test('however many alerts come, the scenes have at least half of the time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 200, max: 3000 }), { minLength: 100, maxLength: 200 }),
        (gaps) => {
          let state = started;
          let [alerted, own] = [0, 0];
          gaps.forEach((ms, index) => {
            state = run([alerts(`n${index}`, `n${index - 1}`, `n${index - 2}`), { type: 'tick', ms }], state);
            if (state.takeover) alerted += ms;
            else own += ms;
          });
          expect(own).toBeGreaterThanOrEqual(alerted - 2 * rules.alertMs);
        },
      ),
    );
  });
});
