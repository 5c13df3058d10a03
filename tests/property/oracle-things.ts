/**
 * The joins J1–J7 and what each thing counts, a second time: plain loops over all events, written from the rules alone
 * so that a mistake in the code has nothing in common with one made here.
 */
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { JournalEventType } from '../../shared/events/registry.ts';

type Of<T extends JournalEventType> = Extract<JournalEvent, { type: T }>;

/** Whether `site` is `above` or stands below it. */
export function isUnder({ sites }: County, site: string, above: string): boolean {
  const top = sites.find(({ tier }) => tier === 'center');
  if (above === top?.code) return true;
  let at: string | undefined = site;
  while (at !== undefined && at !== above) at = sites.find(({ code }) => code === at)?.parent;
  return at === above;
}

/** Events that no retraction of their own site, or of one above it, names. */
export function standing(events: readonly JournalEvent[], county: County): JournalEvent[] {
  return events.filter((event) => {
    if (event.type === 'event.retracted') return true;
    for (const retraction of events) {
      if (retraction.type !== 'event.retracted' || retraction.data.eventId !== event.id) continue;
      const source = retraction.data.eventSource ?? retraction.source;
      if (source === event.source && isUnder(county, event.site, retraction.site)) return false;
    }
    return true;
  });
}

export const only = <T extends JournalEventType>(events: readonly JournalEvent[], ...types: T[]): Of<T>[] =>
  events.filter((event): event is Of<T> => (types as string[]).includes(event.type));

const isGreaterName = (a: JournalEvent, b: JournalEvent): boolean =>
  Buffer.compare(Buffer.from(`${a.source} ${a.id}`), Buffer.from(`${b.source} ${b.id}`)) > 0;

/** [J1] and [J2] with [J3]: the winner by time, among equal times the one with the greater name. */
function winner<E extends JournalEvent>(events: readonly E[], sooner: boolean): E | undefined {
  let best: E | undefined;
  for (const event of events) {
    if (!best) best = event;
    else if (event.at === best.at) best = isGreaterName(event, best) ? event : best;
    else if (event.at < best.at === sooner) best = event;
  }
  return best;
}

export const first = <E extends JournalEvent>(events: readonly E[]): E | undefined => winner(events, true);
export const last = <E extends JournalEvent>(events: readonly E[]): E | undefined => winner(events, false);

/** Events by the thing that they are about. */
export function groups<E extends JournalEvent>(events: readonly E[], name: (event: E) => string): E[][] {
  const lists = new Map<string, E[]>();
  for (const event of events) lists.set(name(event), [...(lists.get(name(event)) ?? []), event]);
  return [...lists.values()];
}

export function activitiesOf(events: readonly JournalEvent[]) {
  const own = only(events, 'activity.published', 'activity.started', 'activity.ended', 'activity.cancelled');
  return groups(own, ({ site, data }) => `${site} ${data.activityId}`).map((list) => {
    const told = only(list, 'activity.published', 'activity.started');
    const published = first(only(list, 'activity.published'));
    const started = first(only(list, 'activity.started'))?.at;
    const ended = last(only(list, 'activity.ended'));
    return {
      id: list[0]?.data.activityId ?? '',
      site: list[0]?.site ?? '',
      events: list,
      title: last(told.filter(({ data }) => data.title !== undefined))?.data.title,
      category: last(told.filter(({ data }) => data.category !== undefined))?.data.category,
      platform: last(told.filter(({ data }) => data.platform !== undefined))?.data.platform,
      team: last(told.filter(({ data }) => data.teamId !== undefined))?.data.teamId,
      published: published?.at,
      plannedEnd: published && Date.parse(published.data.plannedEnd),
      started,
      ended,
      cancelled: only(list, 'activity.cancelled').length > 0,
      // [M1]
      countsAt: started ?? ended?.at,
    };
  });
}

export function recordsOf(events: readonly JournalEvent[], county: County) {
  const { maxShiftMinutes } = county.profile.limits;
  const own = only(
    events,
    'volunteer.checked-in',
    'volunteer.checked-out',
    'service.recorded',
    'service.revoked',
  );
  return groups(own, ({ site, data }) => `${site} ${data.recordId}`).map((list) => {
    const into = last(only(list, 'volunteer.checked-in'));
    const out = last(only(list, 'volunteer.checked-out'));
    const entered = last(only(list, 'service.recorded'));
    const revoked = only(list, 'service.revoked').length > 0;
    const whole = into && out && out.at > into.at ? Math.floor((out.at - into.at) / 60_000) : 0;
    const clocked = whole > maxShiftMinutes ? 0 : whole;
    const by = entered ?? into;
    return {
      site: list[0]?.site ?? '',
      id: list[0]?.data.recordId ?? '',
      into,
      out: out?.at,
      entered,
      revoked,
      // [M3]
      minutes: revoked ? 0 : (entered?.data.minutes ?? clocked),
      automatic: !entered,
      at: by?.at ?? 0,
      volunteer: by?.data.volunteerId ?? '',
      team: by?.data.teamId,
      // [N1] [N2]
      openSince: into && !out && !entered && !revoked ? into.at : undefined,
    };
  });
}

/** [J7] What takes part in an order. */
function partsOf(list: readonly JournalEvent[], placed: Of<'order.placed'>, county: County): JournalEvent[] {
  return list.filter(({ type, site }) => {
    if (type === 'order.placed') return site === placed.site;
    const own = type === 'order.cancelled' || type === 'order.rated' || type === 'order.showcased';
    return !own || isUnder(county, placed.site, site);
  });
}

/** [J6] The last team at a stage that has not refused since. */
function keptBy(
  list: readonly JournalEvent[],
  stage: 'order.offered' | 'order.accepted',
): string | undefined {
  const refusals = only(list, 'order.declined');
  const kept = only(list, stage).filter(
    ({ at, data }) => !refusals.some((refusal) => refusal.data.teamId === data.teamId && refusal.at > at),
  );
  return last(kept)?.data.teamId;
}

export function ordersOf(events: readonly JournalEvent[], county: County) {
  const { sla } = county.profile;
  const own = events.filter(({ type }) => type.startsWith('order.') || type === 'desk.called-back');
  const named = groups(own, ({ data }) => ('orderId' in data ? (data.orderId ?? '') : ''));
  return named.flatMap((list) => {
    const placed = first(only(list, 'order.placed'));
    // [J4]
    if (!placed) return [];
    const parts = partsOf(list, placed, county);
    const { data, at, site } = placed;
    const named = county.towns.some(({ code }) => code === data.townCode) ? data.townCode : undefined;
    return [
      {
        id: data.orderId,
        site,
        // [P1]
        town: named ?? county.sites.find(({ code }) => code === site)?.town,
        wish: data.kind === 'wish',
        category: data.category,
        title: data.title,
        urgent: data.urgent === true,
        parts,
        placed: at,
        due: data.dueAt === undefined ? at + sla.completionDays * 86_400_000 : Date.parse(data.dueAt),
        answerBy: at + (data.urgent === true ? sla.urgentHours : sla.responseHours) * 3_600_000,
        answered: first(only(parts, 'order.offered', 'order.accepted'))?.at,
        completed: first(only(parts, 'order.completed')),
        rated: last(only(parts, 'order.rated'))?.data.score,
        ratedAt: last(only(parts, 'order.rated'))?.at,
        calledBack: last(only(list, 'desk.called-back'))?.at,
        cancelled: first(only(parts, 'order.cancelled'))?.at,
        team: keptBy(parts, 'order.accepted'),
        offeredTo: keptBy(parts, 'order.offered'),
      },
    ];
  });
}

export function volunteersOf(events: readonly JournalEvent[]) {
  const words = only(events, 'volunteer.registered', 'volunteer.left');
  return groups(words, ({ data }) => data.volunteerId).flatMap((list) => last(list) ?? []);
}

export function projectsOf(events: readonly JournalEvent[]) {
  return groups(only(events, 'project.advanced'), ({ data }) => data.projectId).flatMap((list) => {
    const word = last(list);
    if (!word) return [];
    const title = last(list.filter(({ data }) => data.title !== undefined))?.data.title;
    return [{ site: word.site, stage: word.data.stage, title, events: list }];
  });
}
