import { describe, expect, test } from 'vitest';
import { passwordFault, userName } from '../../../../shared/domain/user.ts';

test.each([
  ['Wang.Fang', 'wang.fang'],
  ['  王芳 ', '王芳'],
  ['ＷＡＮＧ１', 'wang1'],
  ['a@b-c_d', 'a@b-c_d'],
  ['', undefined],
  ['.x', undefined],
  ['a b', undefined],
  ['a/b', undefined],
  ['a\nb', undefined],
  ['x'.repeat(65), undefined],
])('the name %j is %j', (text, name) => {
  expect(userName(text)).toBe(name);
});

describe('a password [contract §7]', () => {
  test.each([
    ['九个字的口令不够长', /至少10位，现在是9位/],
    ['😀😀😀', /至少10位，现在是3位/],
    ['x'.repeat(129), /最多128位/],
    ['aaaaaaaaaaaa', /不同的字符太少/],
    ['abcdefghijkl', /顺序排列/],
    ['9876543210', /顺序排列/],
    ['zhang.weiguo', /不能是用户名/],
    ['Zhang.Weiguo2026!', /不能是用户名/],
    ['zhang.weiguozhang.weiguo', /不能是用户名/],
    ['Password1234', /太常见/],
    ['Admin@123456', /太常见/],
    ['2026!Qwerty!', /太常见/],
    ['wenmingshijian2026', /太常见/],
    ['13905712345', /太常见/],
  ])('%s is refused with its reason', (password, reason) => {
    expect(passwordFault(password, 'zhang.weiguo')?.zh).toMatch(reason);
  });

  test.each(['松树下棋，登山看海', 'correct horse battery', 'k9-Vx2_pQ7m', '山高水长又一村2026年'])(
    '%s is taken',
    (password) => {
      expect(passwordFault(password.padEnd(10, '。'), 'zhang.weiguo')).toBeUndefined();
    },
  );
});
