/** What another system is told of urgent alerts. No title that a resident wrote, and nobody's name, leaves by it. */
import { createHash } from 'node:crypto';
import { thingAlertId } from '../../shared/alerts/alert-id.ts';
import { alertMeasure } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions } from '../../shared/alerts/registry.ts';
import type { Register } from '../../shared/county/register.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { ContributionRow, NoticeRow, ReadTransaction } from '../store/store.ts';

/** What has stood for longer when it is first seen is no news: a server that was off tells no flood of it. */
const newsMs = 24 * 3_600_000;
const limit = 500;

/** One cause that came up at one instant is one notice, however often it is looked at. */
const noticeId = (alertId: string, since: number): string =>
  `n-${createHash('sha256').update(`${alertId} ${since}`).digest('hex').slice(0, 24)}`;

function noticeOf(
  row: ContributionRow,
  { rule, name }: (typeof alertDefinitions)[number],
  register: Register,
  now: number,
): Pick<NoticeRow, 'id' | 'body' | 'createdAt'> {
  const alertId = thingAlertId(rule, register.code, row.thing);
  const id = noticeId(alertId, row.at);
  const owner = register.responsibleFor(row.town);
  const place = row.town === undefined ? register.site(row.site)?.name : register.town(row.town)?.name;
  const body = {
    id,
    type: 'alert.urgent',
    alert: {
      id: alertId,
      rule,
      title: [name.zh, place ?? register.county.profile.name].join(' · '),
      since: formatInstant(row.at),
      county: register.code,
      ...given('town', row.town),
      site: row.site,
      owner: { code: owner, name: register.site(owner)?.name ?? owner },
    },
    createdAt: formatInstant(now),
  };
  return { id, body: JSON.stringify(body), createdAt: now };
}

/** Notices of the urgent alerts of a county that came up lately. */
export async function urgentNotices(
  view: Pick<ReadTransaction, 'contributions'>,
  register: Register,
  now: number,
): Promise<Pick<NoticeRow, 'id' | 'body' | 'createdAt'>[]> {
  const notices: Pick<NoticeRow, 'id' | 'body' | 'createdAt'>[] = [];
  for (const definition of alertDefinitions.filter(({ group }) => group === 'thing')) {
    const filter = { measure: alertMeasure(definition.rule), span: 'now' as const, key: 'urgent' };
    const rows = await view.contributions(register.code, filter, { limit });
    for (const row of rows)
      if (row.at >= now - newsMs) notices.push(noticeOf(row, definition, register, now));
  }
  return notices;
}
