/** Which packages a built server needs where it runs: no tool that only builds it goes along. Pure. */

/** The members of a package-lock.json (lockfileVersion 3) that say what depends on what. */
export interface Lock {
  packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
  peerDependencies?: Readonly<Record<string, string>>;
  peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
}

const folder = 'node_modules/';

/** Packages of the project that a built file names in quotes, alone or with a path behind it. */
export const namedPackages = (text: string, packages: readonly string[]): string[] =>
  packages.filter((name) => ['"', "'", '`', '/'].some((end) => quoted(text, name, end)));

const quoted = (text: string, name: string, end: string): boolean =>
  ['"', "'", '`'].some((quote) => text.includes(`${quote}${name}${end}`));

/** Where a package that `from` asks for lies: beside it, or nearer to the top, as Node.js looks for it. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(folder)))) {
    const place = `${at}${at === '' || at.endsWith('/') ? '' : '/'}${folder}${name}`;
    if (lock.packages[place]) return place;
    if (at === '') return undefined;
  }
}

/** Optional peers are left out: whoever is missing one works without it. */
function needs({
  dependencies,
  optionalDependencies,
  peerDependencies,
  peerDependenciesMeta,
}: LockedPackage) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys(dependencies ?? {}), ...Object.keys(optionalDependencies ?? {}), ...peers];
}

/** Folders below the project of some packages and of everything that they need, such as `node_modules/pg`. */
export function reachablePackages(lock: Lock, roots: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const place = placeOf(lock, from, name);
      if (place === undefined || reached.has(place)) continue;
      reached.add(place);
      visit(place, needs(lock.packages[place] ?? {}));
    }
  };
  visit('', roots);
  return reached;
}
