/** One county's stations: what they missed to send, and then what happens as it happens. */
import type { County } from '../../shared/county/county.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import { batchesOf, type Sender } from '../sender.ts';
import type { Delivery, DenseTime, Simulation, StationEvent } from '../simulation/simulation.ts';
import { DeskAnswers } from './desk-answers.ts';
import type { FeedState, FeedStates } from './feed-state.ts';
import type { JournalFollower } from './journal-follower.ts';
import { showProgress } from './progress.ts';

const minuteMs = 60_000;
/** Heartbeats of the last quarter of an hour make sites live from the first moment. */
const pulseMs = 15 * minuteMs;
const horizonMs = 30 * minuteMs;
const longestStoryMs = 100 * 24 * 60 * minuteMs;
/** A lively demonstration has been lively for a while: requests wait for answers, activities are under way. */
const warmUpMs = 3 * 60 * minuteMs;
const saveMs = 5000;
const tickMs = 1000;

export interface Feed {
  county: County;
  simulation: Simulation;
  sender: Sender;
  states: FeedStates;
  days: number;
  speed: number;
  signal: AbortSignal;
  /** What happens at the platform's desk, where its journal can be read. */
  follower?: JournalFollower;
}

/**
 * Sends the days up to `now` that the platform does not have yet.
 * A history of another simulation stays as it is, and this one begins where it ends.
 */
export async function fillHistory(feed: Feed, now: number): Promise<FeedState> {
  const { county, simulation, states, signal } = feed;
  const { code, timezone } = county.profile;
  const first = startOfDay(addDays(dayOf(now, timezone), -feed.days), timezone);
  const known = states.get(code);
  const same = known?.run === simulation.run ? known : undefined;
  const state: FeedState = {
    run: simulation.run,
    since: same?.since ?? known?.deliveredTo ?? first,
    deliveredTo: Math.max(known?.deliveredTo ?? 0, first - 1),
    dense: same?.dense.filter(({ to }) => to > now - longestStoryMs) ?? [],
    dispatched: same?.dispatched ?? [],
  };
  const { since, deliveredTo: after, dense } = state;
  const desk = new DeskAnswers(county, simulation.run, feed.speed, state.dispatched);
  const deliveries = simulation
    .deliveries({ after, upTo: now, since, dense, pulsesFrom: now - pulseMs })
    .filter(({ event }) => desk.allows(event));
  await sendHistory(feed, deliveries, (deliveredTo) => {
    state.deliveredTo = deliveredTo;
    states.set(code, state);
  });
  if (!signal.aborted) state.deliveredTo = now;
  states.set(code, state);
  return state;
}

async function sendHistory(
  { county, sender, signal }: Feed,
  deliveries: readonly Delivery[],
  save: (deliveredTo: number) => void,
): Promise<void> {
  if (deliveries.length === 0) return;
  const progress = showProgress(`演示数据 ${county.profile.name}`, deliveries.length);
  let done = 0;
  let savedAt = Date.now();
  try {
    for (const batch of batchesOf(deliveries.map(({ event }) => event))) {
      if (signal.aborted) break;
      await sender.send(batch);
      done += batch.length;
      progress.update(done);
      if (Date.now() - savedAt < saveMs) continue;
      savedAt = Date.now();
      save((deliveries[done - 1]?.at ?? 0) - 1);
    }
  } finally {
    progress.stop();
    if (done > 0) save((deliveries[done - 1]?.at ?? 0) - 1);
  }
}

/** Sends events at their times until it is stopped. */
export async function goLive(feed: Feed, filled: FeedState): Promise<void> {
  const { county, sender, states, speed, signal } = feed;
  const from = speed > 1 ? filled.deliveredTo - warmUpMs : filled.deliveredTo;
  const dense = { density: speed, from, to: Number.MAX_SAFE_INTEGER };
  if (speed > 1) await warmUp(feed, filled, dense);
  const desk = new DeskAnswers(county, feed.simulation.run, speed, filled.dispatched);
  const plan = new Plan(feed, { ...filled, dense: [...filled.dense, dense] });
  const save = (deliveredTo: number): void => {
    const lively = speed > 1 ? [{ ...dense, to: deliveredTo }] : [];
    const told = { dense: [...filled.dense, ...lively], dispatched: desk.taken };
    states.set(county.profile.code, { ...filled, ...told, deliveredTo });
  };
  let deliveredTo = filled.deliveredTo;
  let savedAt = Date.now();
  try {
    while (!signal.aborted) {
      const now = Date.now();
      for (const event of (await feed.follower?.news()) ?? []) desk.hear(event, now);
      const due = plan.due(now).filter((event) => desk.allows(event));
      for (const batch of batchesOf([...due, ...desk.due(now)])) await sender.send(batch);
      deliveredTo = now;
      if (now - savedAt > saveMs) {
        savedAt = now;
        save(deliveredTo);
      }
      await pause(Math.min(tickMs, Math.max(1, plan.nextAt - Date.now())), signal);
    }
  } finally {
    save(deliveredTo);
  }
}

/** Sends what the lively time has brought already; what the county has sent of it by itself repeats, and changes nothing. */
async function warmUp(
  { simulation, sender, signal }: Feed,
  { since, deliveredTo }: FeedState,
  dense: DenseTime,
): Promise<void> {
  const begun = simulation.deliveries({ after: dense.from, upTo: deliveredTo, since, dense: [dense] });
  for (const batch of batchesOf(begun.map(({ event }) => event))) {
    if (signal.aborted) return;
    await sender.send(batch);
  }
}

/** What is to be delivered soon; simulated half an hour at a time. */
class Plan {
  private waiting: Delivery[] = [];
  private plannedTo: number;

  constructor(
    private readonly feed: Feed,
    private readonly told: FeedState,
  ) {
    this.plannedTo = told.deliveredTo;
  }

  /** When the next delivery is due, as far as is known (ms). */
  get nextAt(): number {
    return this.waiting[0]?.at ?? this.plannedTo;
  }

  /** Takes the events whose time has come. */
  due(now: number): StationEvent[] {
    if (now >= this.plannedTo) this.extend(now + horizonMs);
    const later = this.waiting.findIndex(({ at }) => at > now);
    const due = this.waiting.splice(0, later < 0 ? this.waiting.length : later);
    return due.map(({ event }) => event);
  }

  private extend(upTo: number): void {
    const { since, dense, deliveredTo } = this.told;
    const span = { after: this.plannedTo, upTo, since, dense, pulsesFrom: deliveredTo - pulseMs };
    this.waiting.push(...this.feed.simulation.deliveries(span));
    this.plannedTo = upTo;
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
