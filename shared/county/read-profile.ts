import { Value } from 'typebox/value';
import { periodMeasures } from '../board/board.ts';
import type { Problems } from './problem.ts';
import { CountyProfile } from './profile.ts';
import { columnFault } from './report-settings.ts';
import { decodeText } from './text.ts';

/** Figures that were counted before this system and may stand in `baseline`. */
const baselineMembers: readonly string[] = [...periodMeasures, 'registeredVolunteers'];

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

/** A profile that an older version has stored, with what has become part of profiles since. */
export const withDefaults = (profile: CountyProfile): CountyProfile =>
  Value.Default(CountyProfile, profile) as CountyProfile;

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

/** One line for each bad member. */
function reportErrors(value: unknown, bad: Bad): void {
  const seen = new Set<string>();
  for (const { instancePath, keyword, params, message } of Value.Errors(CountyProfile, value)) {
    const given: Record<string, unknown> = { ...params };
    const missing =
      keyword === 'required' && Array.isArray(given.requiredProperties) ? given.requiredProperties : [];
    for (const name of missing.length > 0 ? missing : ['']) {
      const member = [...instancePath.split('/').slice(1), ...(name ? [name] : [])].join('.');
      if (seen.has(member)) continue;
      seen.add(member);
      if (name) bad(member, '缺少这一项', 'is missing');
      else bad(member, inChinese(keyword, given), inEnglish(message, given));
    }
  }
}

function inEnglish(message: string, { allowedValues }: Record<string, unknown>): string {
  return Array.isArray(allowedValues) ? `must be one of ${allowedValues.join(', ')}` : message;
}

const typeNames: Record<string, string> = {
  array: '列表',
  boolean: 'true 或 false',
  integer: '整数',
  number: '数',
  object: '一组成员',
  string: '文字',
};

function inChinese(keyword: string, { allowedValues, limit, type }: Record<string, unknown>): string {
  if (Array.isArray(allowedValues)) return `应为 ${allowedValues.join('、')} 之一`;
  if (keyword === 'type') return `应为${typeNames[String(type)] ?? String(type)}`;
  if (keyword === 'exclusiveMinimum') return `应大于 ${limit}`;
  if (keyword.startsWith('min')) return `不应少于 ${limit}`;
  if (keyword.startsWith('max')) return `不应超过 ${limit}`;
  return '写法不对';
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
  profile.festivals?.forEach(({ date, lunar }, i) => {
    if ((date === undefined) === (lunar === undefined))
      bad(`festivals.${i}`, '应有 date 或 lunar 之一', 'needs either date or lunar');
  });
  profile.reports?.columns?.forEach((column, i) => {
    const fault = columnFault(column);
    if (fault) bad(`reports.columns.${i}`, fault.zh, fault.en);
  });
  checkWall(profile.wall, bad);
  if (!isTimeZone(profile.timezone)) bad('timezone', `没有时区“${profile.timezone}”`, 'is no time zone');
}

/** Scenes are called by their ids; the carousel and every visit need one that is there. */
function checkWall({ scenes, visit }: CountyProfile['wall'], bad: Bad): void {
  const ids = scenes.map(({ id }) => id);
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated) bad('wall.scenes', `“${repeated}”重复`, `"${repeated}" occurs twice`);
  visit.forEach(({ scene }, i) => {
    if (!ids.includes(scene)) bad(`wall.visit.${i}.scene`, `没有场景“${scene}”`, `"${scene}" is no scene`);
  });
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
    const next = /^[0-9]+$/.test(name) ? startOfItem(text, at, Number(name)) : text.indexOf(`"${name}"`, at);
    if (next >= 0) at = next;
  }
  return text.slice(0, at).split('\n').length;
}

/** Where the item begins in the list after `at`; its beginning where the items are no objects. */
function startOfItem(text: string, at: number, index: number): number {
  let start = text.indexOf('[', at);
  if (!/^\[\s*\{/.test(text.slice(start))) return start;
  for (let i = 0; i <= index; i += 1) start = text.indexOf('{', start + 1);
  return start;
}
