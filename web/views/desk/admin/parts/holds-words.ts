/** Whether all words that are looked for stand in one of the texts. Pure. */
export function holdsWords(looked: string, ...texts: readonly (string | undefined)[]): boolean {
  const words = looked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = texts
    .filter((text) => text !== undefined)
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}
