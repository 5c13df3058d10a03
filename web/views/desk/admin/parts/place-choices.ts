/** Places to choose from, by what of their names was typed. Pure. */
import { holdsWords } from './holds-words.ts';

export interface PlaceChoice {
  value: string;
  label: string;
}

/** More than anybody reads; who looks for another one types on. */
const shownMost = 60;

/** Those that hold the words, and always the one that is chosen, so that its name stays in the field. */
export function placeChoices(all: readonly PlaceChoice[], typed: string, chosen: string): PlaceChoice[] {
  const own = all.find(({ value }) => value === chosen);
  const found = all.filter(({ value, label }) => value !== chosen && holdsWords(typed, label, value));
  return [...(own ? [own] : []), ...found.slice(0, shownMost)];
}
