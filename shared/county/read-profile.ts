import { Value } from 'typebox/value';
import type { Problems } from './problem.ts';
import { CountyProfile } from './profile.ts';
import { decodeText } from './text.ts';

/** Figures that were counted before this system and may stand in `baseline`. */
const baselineMembers = [
  'activities',
  'participants',
  'beneficiaries',
  'serviceMinutes',
  'autoServiceMinutes',
  'serviceRecords',
  'activeVolunteers',
  'ordersPlaced',
  'ordersCompleted',
  'wishesPlaced',
  'wishesCompleted',
  'pointsGranted',
  'pointsRedeemed',
  'registeredVolunteers',
];

/** `county.json` with the defaults filled in, or undefined where it cannot be one. Bad members are named. */
export function readProfile(file: string, bytes: Uint8Array, problems: Problems): CountyProfile | undefined {
  const json = parseJson(file, bytes, problems);
  if (!json) return undefined;
  const filled = Value.Default(CountyProfile, json.value);
  const bad = (member: string, zh: string, en: string): void =>
    problems.add(file, lineOf(json.text, member), member, zh, en);
  if (Value.Check(CountyProfile, filled)) {
    checkMeaning(filled, bad);
    return filled;
  }
  reportErrors(filled, bad);
  return undefined;
}

/** A JSON text as a county office may have saved it, a byte order mark and all. */
export function parseJson(
  file: string,
  bytes: Uint8Array,
  problems: Problems,
): { text: string; value: unknown } | undefined {
  const text = decodeText(bytes);
  if (text === undefined) {
    problems.add(file, 1, '', '不是 UTF-8 或 GB18030 文本', 'neither UTF-8 nor GB18030 text');
    return undefined;
  }
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message);
    const line = text.slice(0, position ? Number(position[1]) : text.length).split('\n').length;
    problems.add(file, line, '', '不是有效的 JSON', `not valid JSON: ${message}`);
    return undefined;
  }
}

type Bad = (member: string, zh: string, en: string) => void;

/** One line for each bad member: the deepest error of a place says most. */
function reportErrors(value: unknown, bad: Bad): void {
  const seen = new Set<string>();
  for (const { instancePath, keyword, params, message } of Value.Errors(CountyProfile, value)) {
    if (keyword === 'const') continue;
    const missing =
      keyword === 'required' ? (params as { requiredProperties: string[] }).requiredProperties : [''];
    for (const name of missing) {
      const member = [...instancePath.split('/').slice(1), ...(name ? [name] : [])].join('.');
      if (seen.has(member)) continue;
      seen.add(member);
      if (name) bad(member, '缺少这一项', 'is missing');
      else bad(member, `这一项的值不对（${message}）`, message);
    }
  }
}

/** What a schema cannot say: names that must agree, ascending thresholds, a time zone that exists. */
function checkMeaning(profile: CountyProfile, bad: Bad): void {
  const lists = ['tiers', 'platforms', 'categories', 'orderSteps', 'projectStages'] as const;
  for (const list of lists) {
    const ids = profile[list].map(({ id }) => String(id));
    const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
    if (repeated) bad(list, `“${repeated}”重复`, `"${repeated}" occurs twice`);
  }
  const platforms = new Set(profile.platforms.map(({ id }) => id));
  profile.categories.forEach(({ platform }, i) => {
    if (platform !== undefined && !platforms.has(platform))
      bad(`categories.${i}.platform`, `没有平台“${platform}”`, `"${platform}" is no platform`);
  });
  if (!profile.tiers.some(({ id }) => id === 'center')) bad('tiers', '缺少实践中心', 'the center is missing');
  if (profile.stars.some((minutes, i) => i > 0 && minutes <= (profile.stars[i - 1] ?? 0)))
    bad('stars', '星级门槛应从低到高', 'the thresholds must rise');
  for (const member of Object.keys(profile.baseline))
    if (!baselineMembers.includes(member)) bad(`baseline.${member}`, '没有这项指标', 'is no measure');
  if (!isTimeZone(profile.timezone)) bad('timezone', `没有时区“${profile.timezone}”`, 'is no time zone');
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The line of a member such as `limits.silentDays`: each of its names is looked for after the one before. */
function lineOf(text: string, member: string): number {
  let at = 0;
  for (const name of member.split('.')) {
    const next = text.indexOf(`"${name}"`, at);
    if (next >= 0) at = next;
  }
  return text.slice(0, at).split('\n').length;
}
