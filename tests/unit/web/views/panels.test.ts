import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { panelIds } from '../../../../shared/county/wall-ids.ts';

const folder = join(import.meta.dirname, '../../../../web/panels');
const componentsOf = (id: string): string[] =>
  readdirSync(join(folder, id)).filter((file) => file.endsWith('Panel.vue'));

describe('panels', () => {
  test.each(panelIds)('%s has a folder with one component', (id) => {
    expect(componentsOf(id)).toHaveLength(1);
  });

  test('every folder with a panel is called by its name, but for the header that every scene has', () => {
    const folders = readdirSync(folder).filter((name) => componentsOf(name).length > 0);
    expect(folders.filter((name) => name !== 'header').sort()).toEqual([...panelIds].sort());
  });
});
