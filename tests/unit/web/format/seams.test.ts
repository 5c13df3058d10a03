import { describe, expect, test } from 'vitest';
import { besideSeams, seamsOf } from '../../../../web/format/seams.ts';

describe('?seam=', () => {
  test('names fractions of the width or pixels, in any order', () => {
    expect(seamsOf('2/3,1/3', 5760)).toEqual([1920, 3840]);
    expect(seamsOf('1920, 3840', 5760)).toEqual([1920, 3840]);
    expect(seamsOf('1/2,960', 1920)).toEqual([960]);
  });

  test('what is no position inside the window is left out', () => {
    expect(seamsOf('', 1920)).toEqual([]);
    expect(seamsOf('x,1/0,0,-5,1920,4000,1/2/3,/2,NaN', 1920)).toEqual([]);
  });
});

describe('the title', () => {
  const title = { middle: 1920, width: 1000 };

  test('stays where no seam runs through it', () => {
    expect(besideSeams(title, [], 400, 3400)).toBe(1920);
    expect(besideSeams(title, [1280, 2560], 400, 3400)).toBe(1920);
  });

  test('steps to the nearer side of a seam', () => {
    expect(besideSeams(title, [1920], 400, 3300)).toBe(1420);
    expect(besideSeams(title, [1800], 400, 3400)).toBe(2300);
  });

  test('stays where there is no room beside it', () => {
    expect(besideSeams(title, [1500, 2300], 1400, 2400)).toBe(1920);
  });
});
