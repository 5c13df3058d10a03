/** Look-ups in the registers of one county, as they are now [P3]. */
import type { County, Site, Team, Town } from './county.ts';
import { otherKey } from './other-key.ts';
import { withDefaults } from './read-profile.ts';

/** An id wins over a name that reads the same. */
const idsByIdAndName = (list: readonly { id: string; name: string }[]): Map<string, string> =>
  new Map([...list.map(({ id, name }) => [name, id] as const), ...list.map(({ id }) => [id, id] as const)]);

export class Register {
  readonly county: County;
  readonly code: string;
  readonly timeZone: string;
  readonly center: Site;
  private readonly sites: Map<string, Site>;
  private readonly towns: Map<string, Town>;
  private readonly teams: Map<string, Team>;
  /** Ids of platforms and categories, by id and by name: stations send either. */
  private readonly platforms: Map<string, string>;
  private readonly categories: Map<string, string>;
  private readonly platformOfCategory: Map<string, string | undefined>;
  private readonly institutes: Map<string, string>;

  constructor(county: County) {
    this.county = { ...county, profile: withDefaults(county.profile) };
    this.code = county.profile.code;
    this.timeZone = county.profile.timezone;
    this.sites = new Map(county.sites.map((site) => [site.code, site]));
    this.towns = new Map(county.towns.map((town) => [town.code, town]));
    this.teams = new Map(county.teams.map((team) => [team.id, team]));
    const { platforms, categories } = county.profile;
    this.platforms = idsByIdAndName(platforms);
    this.categories = idsByIdAndName(categories);
    this.platformOfCategory = new Map(categories.map(({ id, platform }) => [id, platform]));
    const center = county.sites.find((site) => site.tier === 'center');
    if (!center) throw new Error(`county ${this.code} has no center`);
    this.center = center;
    this.institutes = new Map(
      county.sites.flatMap(({ tier, town, code }) => (tier === 'institute' && town ? [[town, code]] : [])),
    );
  }

  site(code: string): Site | undefined {
    return this.sites.get(code);
  }

  town(code: string): Town | undefined {
    return this.towns.get(code);
  }

  team(id: string): Team | undefined {
    return this.teams.get(id);
  }

  townOfSite(code: string): string | undefined {
    return this.sites.get(code)?.town;
  }

  /** Whether `site` is `above` or stands below it; the center is above all. */
  isAtOrBelow(site: string, above: string): boolean {
    if (above === this.center.code) return this.sites.has(site);
    for (let at: string | undefined = site; at !== undefined; at = this.sites.get(at)?.parent) {
      if (at === above) return true;
    }
    return false;
  }

  /** A category of the profile, named by its id or its name, else `other`. */
  categoryKey(category: string | undefined): string {
    return (category === undefined ? undefined : this.categories.get(category)) ?? otherKey;
  }

  /** A platform of the profile: the one named, else that of the category, else `other` [J5]. */
  platformKey(platform: string | undefined, category: string | undefined): string {
    const named = platform === undefined ? undefined : this.platforms.get(platform);
    const follows = this.platformOfCategory.get(this.categoryKey(category));
    return named ?? (follows === undefined ? undefined : this.platforms.get(follows)) ?? otherKey;
  }

  /** Code of the institute that answers for a place: the town's, else the center. */
  responsibleFor(town: string | undefined): string {
    return (town === undefined ? undefined : this.institutes.get(town)) ?? this.center.code;
  }
}
