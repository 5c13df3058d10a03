/** Teams to offer an order to: those suggested, then any other that is looked for by name. Pure. */
import type { TeamSuggestion } from '../../../../shared/wire/desk.ts';
import type { TeamRow } from '../../../../shared/wire/http.ts';

export interface TeamChoice {
  id: string;
  name: string;
  suggestion?: TeamSuggestion;
}

const shownMost = 12;

const holds = (name: string, words: readonly string[]): boolean => words.every((word) => name.includes(word));

/** Without words the suggested ones; with words every team whose name holds them all, suggested ones first. */
export function teamChoices(
  suggestions: readonly TeamSuggestion[],
  teams: readonly TeamRow[],
  text: string,
): TeamChoice[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const suggested = suggestions
    .filter(({ name }) => holds(name, words))
    .map((suggestion) => ({ id: suggestion.id, name: suggestion.name, suggestion }));
  if (words.length === 0) return suggested.slice(0, shownMost);
  const known = new Set(suggested.map(({ id }) => id));
  const others = teams
    .filter(({ id, name }) => !known.has(id) && holds(name, words))
    .map(({ id, name }) => ({ id, name }));
  return [...suggested, ...others].slice(0, shownMost);
}
