import type { County } from '../../shared/county/county.ts';
import type { CountyProblem } from '../../shared/county/problem.ts';
import { bilingual } from '../../shared/wire/problem.ts';
import { deletedSites, filesOfFolder, readCountyFolder } from '../county/county-folder.ts';
import { partOfFile, planChange } from '../county/plan-change.ts';
import { importCounty } from '../projector/import-county.ts';
import { argument, auditCommand, type CommandContext, type CommandResult, type Commands } from './command.ts';

/** Profiles of counties: looked at row by row, and taken into the database whole or not at all. */
export const countyCommands: Commands = {
  check: {
    usage: 'DIR',
    options: [],
    positionals: 1,
    async run(input) {
      const { county, problems } = await readCountyFolder(argument(input, 'DIR'));
      return county ? { output: { ok: true, ...summaryOf(county), problems } } : refused(problems);
    },
  },
  plan: {
    usage: 'DIR',
    options: [],
    positionals: 1,
    run: (input, context) => planFolder(argument(input, 'DIR'), context),
  },
  import: {
    usage: 'DIR',
    options: [],
    positionals: 1,
    async run(input, context) {
      const { county, problems } = await readCountyFolder(argument(input, 'DIR'));
      if (!county) return refused(problems);
      const store = await context.store();
      const before = await store.read((view) => view.county(county.profile.code));
      const deleted = before ? deletedSites(before, county) : [];
      if (deleted.length > 0) return refused(deleted);
      const { version, seq } = await importCounty(store, county, context.now());
      await auditCommand(context, { action: 'county.import', target: county.profile.code });
      return { output: { ok: true, ...summaryOf(county), version, seq, problems } };
    },
  },
};

/** What an import of the folder would do, row by row; nothing is written. */
async function planFolder(folder: string, context: CommandContext): Promise<CommandResult> {
  const { county, problems } = await readCountyFolder(folder);
  if (!county) return refused(problems);
  const { code } = county.profile;
  const store = await context.store();
  const standing = await store.read(async (view) => {
    const before = await view.county(code);
    const version = (await view.countyVersions()).find((known) => known.code === code)?.version ?? 0;
    return { code, version, ...(before && { county: before }) };
  });
  const deleted = standing.county ? deletedSites(standing.county, county) : [];
  if (deleted.length > 0) return refused(deleted);
  const files = Object.entries(await filesOfFolder(folder)).map(([name, bytes]) => ({
    ...{ part: partOfFile(name), name },
    content: Buffer.from(bytes).toString('base64'),
  }));
  return { output: (await planChange(standing, { files, unnamed: 'remove' })).plan };
}

const summaryOf = ({ profile, towns, villages, sites, teams }: County) => ({
  county: { code: profile.code, name: profile.name },
  towns: towns.length,
  villages: villages.length,
  sites: sites.length,
  teams: teams.length,
});

const refused = (problems: readonly CountyProblem[]): CommandResult => ({
  output: { ok: false, problems },
  failures: problems.map(
    ({ file, line, column, reason }) =>
      `${file}:${line}${column ? ` ${column}` : ''}: ${bilingual(reason.zh, reason.en)}`,
  ),
});
