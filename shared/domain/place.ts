/**
 * Places and the words for them.
 *
 * 文明实践中心 practice center · 分中心 branch · 文明实践所 institute · 文明实践站 station · 文明实践点 point ·
 * 基地 base — together *sites*. 乡镇/街道 town · 村/社区 village · 志愿服务队 team · 志愿者 volunteer ·
 * 服务记录 service record · 点单 order placed · 派单 offered (an offer, which a team may refuse) · 接单 accepted ·
 * 退单 declined · 办结 completed · 评单 rated · 晒单 showcased · 撤单 cancelled · 微心愿 wish.
 */

/** Something of a site or an area that a viewer watches. */
export type Scope = { kind: 'area'; code: string } | { kind: 'site'; code: string };

const areaGrammar = /^(?:\d{2}|\d{4}|\d{6}|\d{9})$/;
const siteCodeGrammar = /^[A-Za-z0-9._-]{1,64}$/;

/** `area:<2, 4, 6 or 9 digits>` or `site:<code>`; undefined for anything else. */
export function parseScope(text: string): Scope | undefined {
  const colon = text.indexOf(':');
  const [kind, code] = [text.slice(0, colon), text.slice(colon + 1)];
  if (kind === 'area' && areaGrammar.test(code)) return { kind, code };
  if (kind === 'site' && siteCodeGrammar.test(code)) return { kind, code };
  return undefined;
}

export const formatScope = (scope: Scope): string => `${scope.kind}:${scope.code}`;

const sourcePrefix = '/sites/';

/** The site code of a CloudEvents `source`, or undefined where it is no site's. */
export function siteOfSource(source: string): string | undefined {
  const code = source.startsWith(sourcePrefix) ? source.slice(sourcePrefix.length) : '';
  return siteCodeGrammar.test(code) ? code : undefined;
}

export const sourceOfSite = (site: string): string => sourcePrefix + site;
