import { describe, expect, test } from 'vitest';
import type { UserItem } from '../../../../../../shared/wire/admin.ts';
import { userState } from '../../../../../../web/views/desk/admin/access/user-words.ts';
import { sizeText } from '../../../../../../web/views/desk/admin/backups/backup-words.ts';
import {
  actionWord,
  actorOf,
  actorWord,
  resultWord,
  targetWord,
} from '../../../../../../web/views/desk/admin/log/audit-words.ts';
import { noticeFaultWord } from '../../../../../../web/views/desk/admin/log/notice-words.ts';
import { holdsWords } from '../../../../../../web/views/desk/admin/parts/holds-words.ts';
import { placeChoices } from '../../../../../../web/views/desk/admin/parts/place-choices.ts';

describe('what is looked for', () => {
  test('stands in any of the texts, each word somewhere, great and small letters alike', () => {
    expect(holdsWords('li 调度', '李伟', 'Li.Wei', '调度员')).toBe(true);
    expect(holdsWords('li 领导', '李伟', 'Li.Wei', '调度员')).toBe(false);
    expect(holdsWords('  ', undefined)).toBe(true);
  });

  test('always leaves the chosen place in the choices, and no more than can be read', () => {
    const all = Array.from({ length: 500 }, (_, n) => ({ value: `S${n}`, label: `第${n}站` }));
    const found = placeChoices(all, '第49', 'S3');
    expect(found[0]?.value).toBe('S3');
    expect(found.slice(1).map(({ value }) => value)).toEqual([
      'S49',
      ...Array.from({ length: 10 }, (_, n) => `S${490 + n}`),
    ]);
    expect(placeChoices(all, '', '').length).toBeLessThan(100);
  });
});

describe('the audit log', () => {
  test('is read in words, and what has none as it is', () => {
    expect(actionWord('user.create')).toBe('新建用户');
    expect(actionWord('post /api/v1/desk/orders/:county/:id/offer')).toBe('调度点单');
    expect(actionWord('something.else')).toBe('something.else');
    expect(actorWord('user:li.wei')).toBe('用户 li.wei');
    expect(actorWord('cli')).toBe('命令行');
    expect(actorWord('odd')).toBe('odd');
  });

  test('says what it was done to once, and finds a user by the name alone', () => {
    expect(targetWord('user:li.wei li.wei')).toBe('用户 li.wei');
    expect(targetWord('e519ac 330127-Z')).toBe('e519ac 330127-Z');
    expect(['', ' li.wei ', 'user:li.wei', 'key:e519', '命令行', 'anonymous'].map(actorOf)).toEqual([
      ...['', 'user:li.wei', 'user:li.wei', 'key:e519', 'cli', 'anonymous'],
    ]);
  });

  test('tells what became of it, and how often a refusal was repeated', () => {
    expect(resultWord('done')).toEqual({ done: true, word: '完成' });
    expect(resultWord('forbidden')).toEqual({ done: false, word: '无权' });
    expect(resultWord('wrong-password, repeated 12×')).toEqual({
      done: false,
      word: '用户名或密码不正确，重复 12 次',
    });
  });
});

test('a notice that did not arrive says why in words', () => {
  expect(noticeFaultWord('status 503')).toBe('对方应答 503（对方系统出错）');
  expect(noticeFaultWord('status 401')).toBe('对方应答 401');
  expect(noticeFaultWord('ECONNREFUSED')).toBe('对方拒绝连接');
  expect(noticeFaultWord('EODD')).toBe('没有送达（EODD）');
});

describe('a user', () => {
  const user: UserItem = {
    ...{ name: 'li', displayName: '', role: 'operator', createdAt: '2026-11-22T00:00:00.000Z' },
    ...{ mustChangePassword: false, hasPassword: true, tokens: [] },
  };
  test.each([
    [{}, '● 启用'],
    [{ mustChangePassword: true }, '◆ 待修改初始密码'],
    [{ hasPassword: false, subject: 'x' }, '● 启用，只经统一认证登录'],
    [{ hasPassword: false }, '◆ 无法登录：没有密码，也没有统一认证标识'],
    [{ disabledAt: '2026-11-22T00:00:00.000Z', mustChangePassword: true }, '已停用'],
  ])('with %o is %s', (more, word) => {
    expect(userState({ ...user, ...more }).word).toBe(word);
  });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [52_428_800, '50 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
