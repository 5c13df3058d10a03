import { describe, expect, it } from 'vitest';
import { OptionError, readOptions } from '../../../../mock/demo/options.ts';

const root = process.cwd();

describe('the options of the demonstration', () => {
  it('are those of 淳安 where none are given', () => {
    expect(readOptions([], {}, root)).toEqual({
      countyDirs: [`${root}/mock/counties/chunan`],
      databaseUrl: 'sqlite:data/demo-chunan.db',
      databaseFile: `${root}/data/demo-chunan.db`,
      ownDatabase: true,
      port: '8080',
      speed: 1,
      seed: 1,
      days: 60,
      fresh: false,
      help: false,
    });
  });

  it('take the environment where an option does not say otherwise', () => {
    const env = { PORT: '0', DATABASE_URL: 'sqlite:/tmp/x.db', COUNTY_DIR: 'mock/counties/jintan' };
    const fromEnv = readOptions([], env, root);
    expect(fromEnv).toMatchObject({ port: '0', databaseUrl: 'sqlite:/tmp/x.db', ownDatabase: false });
    expect(fromEnv.countyDirs).toEqual([`${root}/mock/counties/jintan`]);
    const given = readOptions(['--county', 'hanbin', '--port', '9001', '--speed', '20'], env, root);
    expect(given).toMatchObject({ port: '9001', speed: 20, countyDirs: [`${root}/mock/counties/hanbin`] });
  });

  it('name a whole city or province, of a short history', () => {
    expect(readOptions(['--province'], {}, root)).toMatchObject({
      ...{ area: '33', countyDirs: [], databaseUrl: 'sqlite:data/demo-province.db', days: 1 },
    });
    expect(readOptions(['--city', '--days', '3'], {}, root)).toMatchObject({ area: '3301', days: 3 });
  });

  it.each([
    [['--county', 'hanbin', '--province']],
    [['--county', 'nowhere']],
    [['--county', '../counties']],
    [['--speed', '0']],
    [['--speed', '1.5']],
    [['--days', '400']],
    [['--port', '70000']],
    [['--seed', '-1']],
    [['--unknown']],
    [['extra']],
  ])('refuses %j in one sentence', (argv) => {
    expect(() => readOptions(argv, {}, root)).toThrow(OptionError);
  });

  it('never removes a database that somebody else named', () => {
    expect(() => readOptions(['--fresh'], { DATABASE_URL: 'sqlite:data/cockpit.db' }, root)).toThrow(
      OptionError,
    );
  });
});
