import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../shared/county/csv.ts';
import { Problems } from '../../../../shared/county/problem.ts';
import { chineseCharacters, type Encoding, encode, toCsv } from './encode.ts';

const columns = { code: { zh: ['编码'], required: true }, name: { zh: ['名称'] } };

function read(bytes: Uint8Array) {
  const problems = new Problems();
  const rows = readTable('t.csv', bytes, columns, problems);
  return { rows: rows.map((row) => [row.line, row.text('code'), row.text('name')]), problems: problems.list };
}

const cell = fc
  .array(
    fc.oneof(fc.constantFrom(...chineseCharacters), fc.constantFrom('a', '7', '"', ',', '\n', '，', '·')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((characters) => characters.join('').trim())
  .filter((text) => text !== '');

describe('readTable', () => {
  it('reads back what was written, in every encoding and with both line ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Encoding>('utf-8', 'utf-8-bom', 'gb18030'),
        fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
        fc.boolean(),
        (rows, encoding, lineEnd, chinese) => {
          const csv = toCsv([chinese ? ['编码', '名称'] : ['Code', 'name'], ...rows], lineEnd);
          const answer = read(encode(csv, encoding));
          expect(answer.problems).toEqual([]);
          expect(answer.rows.map(([, code, name]) => [code, name])).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('counts lines as an editor does, through blank rows and line breaks in cells', () => {
    const { rows } = read(encode('\r\ncode,name\r\n1,"two\r\nlines"\r\n,,\r\n\r\n2,b\r\n', 'utf-8'));
    expect(rows).toEqual([
      [3, '1', 'two\nlines'],
      [7, '2', 'b'],
    ]);
  });

  it.each([
    ['', 1, '文件是空的'],
    ['name\na\n', 1, '缺少“编码”（code）列'],
    ['code,编码\n1,2\n', 1, '这一列重复出现'],
    ['code,name\n1,a,extra\n', 2, '比表头多出一格：“extra”'],
    ['code,name\n1,"a\n', 2, '引号不成对或位置不对'],
  ])('says what is wrong with %j', (text, line, zh) => {
    expect(read(encode(text, 'utf-8')).problems).toMatchObject([{ file: 't.csv', line, reason: { zh } }]);
  });

  it('passes over remarks in the names of columns', () => {
    expect(read(encode('*编码,名称（全称）\n1,a\n', 'utf-8'))).toEqual({
      rows: [[2, '1', 'a']],
      problems: [],
    });
  });

  it('refuses what is no text in either encoding', () => {
    for (const bytes of [
      [0xff, 0xff, 0x20],
      [0xff, 0xfe, 0x63, 0x00],
    ])
      expect(read(new Uint8Array(bytes)).problems[0]?.reason.en).toBe('neither UTF-8 nor GB18030 text');
  });
});
