import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../../../shared/county/read-profile.ts';
import { defaultScenes, defaultWall } from '../../../../shared/county/scenes.ts';
import { smallCounty } from '../../../support/small-county.ts';

describe('scenes', () => {
  it('have names of their own, and no panel twice', () => {
    const ids = defaultScenes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, main, sides } of defaultScenes)
      expect(new Set([...main, ...sides]).size, id).toBe(main.length + sides.length);
  });

  it('are given to a profile that was stored before there were any', () => {
    const { wall: _, ...older } = smallCounty().profile;
    expect(withDefaults(older as never).wall).toEqual(defaultWall);
  });
});
