/** Which towns are to be looked at because activities came to them or went from them. */
import type { Register } from '../../shared/county/register.ts';
import { townThing } from '../../shared/domain/thing.ts';
import { type ActivityChange, concernsTown, type TownState } from '../../shared/domain/town-state.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { RefreshSource, ThingUpdate } from '../store/store.ts';

export class ActivityChanges {
  readonly #register: Register;
  readonly #platforms: ReadonlySet<string>;
  readonly #towns = new Map<string, ActivityChange[]>();

  constructor(register: Register) {
    this.#register = register;
    this.#platforms = new Set(register.county.profile.platforms.map(({ id }) => id));
  }

  /** Takes note of things that were saved, and of what they had added before. */
  note(updates: readonly ThingUpdate[], before: ReadonlyMap<string, readonly Contribution[]>): void {
    for (const { thing, kind, contributions } of updates) {
      if (kind !== 'activity') continue;
      const [was, is] = [this.#counted(before.get(thing) ?? []), this.#counted(contributions)];
      if (was?.town === is?.town && was?.day === is?.day && was?.platform === is?.platform) continue;
      if (was) this.#add(was, false);
      if (is) this.#add(is, true);
    }
  }

  /** Towns that are others because of that, as the cells now are. */
  async towns(source: Pick<RefreshSource, 'bodiesOf'>): Promise<string[]> {
    if (this.#towns.size === 0) return [];
    const bodies = await source.bodiesOf([...this.#towns.keys()].map(townThing));
    return [...this.#towns].flatMap(([code, changes]) => {
      const body = bodies.get(townThing(code));
      const state = body === undefined ? undefined : (JSON.parse(body) as TownState);
      const concerns = !state || changes.some((change) => concernsTown(state, change));
      return concerns ? [townThing(code)] : [];
    });
  }

  #counted(contributions: readonly Contribution[]) {
    const counted = contributions.find(({ measure }) => measure === 'activities');
    if (counted?.town === undefined || counted.span === 'now' || !('day' in counted.span)) return undefined;
    const { town, span, platform } = counted;
    const known = platform !== undefined && this.#platforms.has(platform) ? platform : undefined;
    return { town, day: span.day, ...given('platform', known) };
  }

  #add({ town, ...change }: Omit<ActivityChange, 'came'> & { town: string }, came: boolean): void {
    if (!this.#register.town(town)) return;
    const known = this.#towns.get(town);
    if (known) known.push({ ...change, came });
    else this.#towns.set(town, [{ ...change, came }]);
  }
}
