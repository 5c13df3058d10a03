/** What the last step of a drill-down shows: one activity or one order, and how an address names it. */

export interface ItemRef {
  kind: 'activity' | 'order';
  id: string;
  /** Code of its site, which an activity's id is of. An order's id is unique in its county: an alert names it alone. */
  site?: string;
}

const grammar = /^(activity|order):(.+)@([A-Za-z0-9._-]*)$/s;

/** `order:<id>@<site>`; undefined for anything else. */
export function parseItem(text: string): ItemRef | undefined {
  const [, kind, id = '', site = ''] = grammar.exec(text) ?? [];
  if (kind === 'order') return { kind, id, ...(site && { site }) };
  return kind === 'activity' && site !== '' ? { kind, id, site } : undefined;
}

export const formatItem = ({ kind, id, site }: ItemRef): string => `${kind}:${id}@${site ?? ''}`;
