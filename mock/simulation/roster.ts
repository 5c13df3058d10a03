import { Random } from './random.ts';
import type { Volunteer, World } from './world.ts';

/** Who serves on a day: hands out the volunteers of an area in turn, so that nobody is in two places at once. */
export class Roster {
  private readonly queues = new Map<string, { people: Volunteer[]; next: number }>();

  constructor(
    private readonly world: World,
    private readonly key: string,
  ) {}

  take(area: string, count: number): Volunteer[] {
    let queue = this.queues.get(area);
    if (!queue) {
      const random = new Random(this.world.run, 'roster', this.key, area);
      queue = { people: random.shuffled(this.world.volunteersOf(area)), next: 0 };
      this.queues.set(area, queue);
    }
    const taken: Volunteer[] = [];
    for (; taken.length < Math.min(count, queue.people.length); queue.next += 1) {
      const volunteer = queue.people[queue.next % queue.people.length];
      if (volunteer) taken.push(volunteer);
    }
    return taken;
  }
}
