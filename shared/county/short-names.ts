/**
 * Short names for narrow places, one for each name in its order. The word for the kind of place is left out
 * (威坪镇 → 威坪) unless that makes two places the same or leaves a single character: then 街道 becomes 街 and 镇
 * stays (神头街, 神头镇), and where even that is not enough the whole name is kept.
 */
export function shortNames(names: readonly string[]): string[] {
  const bare = names.map((name) => {
    const rest = name.replace(/(街道办事处|街道|镇|民族乡|乡|苏木)$/, '');
    return rest.length >= 2 ? rest : name;
  });
  const kinded = names.map((name) => name.replace(/街道(办事处)?$/, '街'));
  return names.map((name, i) => pick([bare, kinded], i) ?? name);
}

/** The first form of name `i` that no other name has in that form. */
function pick(forms: string[][], i: number): string | undefined {
  return forms.find((form) => form.indexOf(form[i] ?? '') === form.lastIndexOf(form[i] ?? ''))?.[i];
}
