/** Where every site of this server stands: its county, its town, and who is above it (contract §2). */
import type { County, Site } from '../county/county.ts';
import type { Scope } from './place.ts';

export interface RegisteredSite {
  site: Site;
  /** Code of its county. */
  county: string;
}

export class SiteRegister {
  readonly #sites = new Map<string, RegisteredSite>();
  readonly #stages = new Map<string, ReadonlySet<string>>();
  readonly #divisions = new Set<string>();

  constructor(counties: readonly County[]) {
    for (const { profile, sites, towns } of counties) {
      this.#stages.set(profile.code, new Set(profile.projectStages.map((stage) => stage.id)));
      for (const code of [profile.code.slice(0, 2), profile.code.slice(0, 4), profile.code])
        this.#divisions.add(code);
      for (const town of towns) this.#divisions.add(town.code);
      for (const site of sites) this.#sites.set(site.code, { site, county: profile.code });
    }
  }

  find(code: string): RegisteredSite | undefined {
    return this.#sites.get(code);
  }

  /** Whether `code` is `above` itself or below it: by its chain of parents, and everything in a county is below the center. */
  isAtOrBelow(code: string, above: string): boolean {
    const [lower, upper] = [this.#sites.get(code), this.#sites.get(above)];
    if (!lower || !upper || lower.county !== upper.county) return false;
    if (code === above) return true;
    if (upper.site.tier === 'center') return lower.site.tier !== 'center';
    const seen = new Set<string>();
    let parent = lower.site.parent;
    while (parent !== undefined && !seen.has(parent)) {
      if (parent === above) return true;
      seen.add(parent);
      parent = this.#sites.get(parent)?.site.parent;
    }
    return false;
  }

  isStage(county: string, stage: string): boolean {
    return this.#stages.get(county)?.has(stage) ?? false;
  }

  /** Whether a scope names a division or a site of this server. */
  exists(scope: Scope): boolean {
    return scope.kind === 'site' ? this.#sites.has(scope.code) : this.#divisions.has(scope.code);
  }

  /** Whether everything of `inner` is in `outer`; a site without a town is in its county and no town. */
  covers(outer: Scope, inner: Scope): boolean {
    if (outer.kind === 'site') return inner.kind === 'site' && inner.code === outer.code;
    if (inner.kind === 'area') return inner.code.startsWith(outer.code);
    const found = this.#sites.get(inner.code);
    return found !== undefined && (found.site.town ?? found.county).startsWith(outer.code);
  }
}
