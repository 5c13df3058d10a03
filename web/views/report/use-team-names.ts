/** Names of teams by their id, read when the first of them is shown. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Page, TeamRow } from '../../../shared/wire/http.ts';
import { request } from '../../live/request.ts';

/** A county has a thousand teams or two. */
const maxPages = 10;

export const useTeamNames = defineStore('team-names', () => {
  const names = shallowRef<ReadonlyMap<string, string>>(new Map());
  let asked = false;

  async function read(): Promise<void> {
    const rows: TeamRow[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < maxPages && cursor !== null; page++) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer: Page<TeamRow> = await request(`teams?limit=500${after}`);
      rows.push(...answer.items);
      cursor = answer.cursor;
    }
    names.value = new Map(rows.map(({ id, name }) => [id, name]));
  }

  function nameOf(id: string): string {
    if (!asked) {
      asked = true;
      void read().catch(() => {
        asked = false;
      });
    }
    return names.value.get(id) ?? id;
  }

  return { nameOf };
});
