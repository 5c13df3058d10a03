/** The reading API (contract §4). */
import type { FastifyInstance } from 'fastify';
import { given } from '../../shared/measures/contribution-context.ts';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { Access, type AccessOptions } from './access.ts';
import type { Queries } from './queries.ts';
import { answered, unknownScope } from './refusal.ts';
import * as schemas from './schemas.ts';

export interface QueryRoutesOptions extends AccessOptions {
  queries: Queries;
  /** The live boards: what a watcher of the scope sees now. */
  boards: { snapshot(scope: string): Promise<SnapshotAnswer | undefined> };
  /** Whether the data of this server is simulated. */
  demo: boolean;
}

interface Routes {
  app: FastifyInstance;
  access: Access;
  options: QueryRoutesOptions;
}

const { answers, documented, defaultLimit } = schemas;

function addCounties({ app, access, options }: Routes): void {
  const { queries, demo } = options;
  app.get(
    '/api/v1/counties',
    { schema: documented('本机各县 · Counties of this server', answers.counties) },
    async (request) => {
      const items = answered(await queries.counties());
      const seen = access.counties(
        request,
        items.map(({ code }) => code),
      );
      return { items: items.filter(({ code }) => seen.includes(code)) };
    },
  );
  app.get<{ Params: { code: string } }>(
    '/api/v1/counties/:code',
    {
      schema: {
        ...documented('县情档案 · Profile of a county', answers.county),
        params: schemas.CodeParams,
      },
    },
    async (request) => {
      const code = access.county(request, request.params.code);
      return { ...answered(await queries.county({ code })), demo };
    },
  );
  app.get<{ Params: { code: string } }>(
    '/api/v1/counties/:code/map',
    {
      schema: {
        ...documented('地图 · Map of a county', answers.map),
        params: schemas.CodeParams,
      },
    },
    async (request) => {
      const code = access.county(request, request.params.code);
      return answered(await queries.map({ code }));
    },
  );
}

/** A city or a province is read as a county is; its counties are what a county's towns are. */
function addAreas({ app, access, options: { queries, demo } }: Routes): void {
  app.get<{ Params: { code: string } }>(
    '/api/v1/areas/:code',
    {
      schema: {
        ...documented('市、省概况 · A city or province, its counties as its towns', answers.county),
        params: schemas.CodeParams,
      },
    },
    async (request) => {
      const code = access.aboveCounty(request, request.params.code);
      return { ...answered(await queries.county({ code })), demo };
    },
  );
  app.get<{ Params: { code: string } }>(
    '/api/v1/areas/:code/map',
    {
      schema: {
        ...documented('市、省示意图 · Schematic of a city or province', answers.map),
        params: schemas.CodeParams,
      },
    },
    async (request) => {
      const code = access.aboveCounty(request, request.params.code);
      return answered(await queries.map({ code }));
    },
  );
}

function addRegisters({ app, access, options: { queries } }: Routes): void {
  app.get<{ Querystring: schemas.SitesQuery }>(
    '/api/v1/sites',
    { schema: { ...documented('阵地 · Register of sites', answers.sites), querystring: schemas.SitesQuery } },
    async (request) => {
      const { area, limit = defaultLimit, ...rest } = request.query;
      const scope = access.area(request, area);
      return answered(await queries.sites({ ...rest, limit, ...given('scope', scope) }));
    },
  );
  app.get<{ Querystring: schemas.AreaQuery }>(
    '/api/v1/teams',
    { schema: { ...documented('队伍 · Register of teams', answers.teams), querystring: schemas.AreaQuery } },
    async (request) => {
      access.refuseDisplays(request);
      const { area, limit = defaultLimit, ...rest } = request.query;
      const scope = access.area(request, area);
      return answered(await queries.teams({ ...rest, limit, ...given('scope', scope) }));
    },
  );
}

function addThings({ app, access, options: { queries } }: Routes): void {
  const things = [
    { kind: 'activities', summary: '活动 · Activities, newest first', answer: answers.activities },
    { kind: 'orders', summary: '点单 · Orders, newest first', answer: answers.orders },
  ] as const;
  for (const { kind, summary, answer } of things)
    app.get<{ Querystring: schemas.AreaQuery }>(
      `/api/v1/${kind}`,
      { schema: { ...documented(summary, answer), querystring: schemas.AreaQuery } },
      async (request) => {
        access.refuseDisplays(request);
        const { area, limit = defaultLimit, ...rest } = request.query;
        const sight = access.sight(request);
        const scope = access.area(request, area);
        const asked = { ...rest, limit, sight, ...given('scope', scope) };
        return kind === 'orders'
          ? answered(await queries.orders(asked))
          : answered(await queries.activities(asked));
      },
    );
}

function addFigures({ app, access, options: { queries, boards } }: Routes): void {
  app.get<{ Querystring: { scope: string } }>(
    '/api/v1/snapshot',
    {
      schema: {
        ...documented('当前看板 · The board now', answers.snapshot),
        querystring: schemas.ScopeQuery,
      },
    },
    async (request) => {
      const scope = access.scope(request, request.query.scope);
      const snapshot = await boards.snapshot(scope);
      return snapshot ?? answered({ ok: false, code: 'unknown-scope', detail: unknownScope(scope).detail });
    },
  );
  app.get<{ Querystring: schemas.SeriesQuery }>(
    '/api/v1/series',
    { schema: { ...documented('时间序列 · Series', answers.series), querystring: schemas.SeriesQuery } },
    async (request) => {
      const { by = 'day', split = 'none', ...rest } = request.query;
      access.scope(request, rest.scope);
      return answered(await queries.series({ ...rest, by, split }));
    },
  );
  app.get<{ Querystring: schemas.EvidenceQuery }>(
    '/api/v1/evidence',
    { schema: { ...documented('依据 · Evidence', answers.evidence), querystring: schemas.EvidenceQuery } },
    async (request) => {
      const { limit = defaultLimit, ...rest } = request.query;
      access.scope(request, rest.scope);
      const sight = access.sight(request);
      return answered(await queries.evidence({ ...rest, limit, sight }));
    },
  );
}

function addStars({ app, access, options: { queries } }: Routes): void {
  app.get<{ Querystring: { scope: string } }>(
    '/api/v1/stars',
    {
      schema: {
        ...documented('星级 · Volunteers by stars', answers.stars),
        querystring: schemas.ScopeQuery,
      },
    },
    async (request) => {
      const scope = access.scope(request, request.query.scope);
      return answered(await queries.stars({ scope }));
    },
  );
}

function addItem({ app, access, options: { queries } }: Routes): void {
  app.get<{ Querystring: schemas.ItemQuery }>(
    '/api/v1/evidence/item',
    {
      schema: {
        ...documented('一项活动或点单 · One activity or order', answers.item),
        querystring: schemas.ItemQuery,
      },
    },
    async (request) => {
      access.scope(request, request.query.scope);
      const sight = access.sight(request);
      return answered(await queries.item({ ...request.query, sight }));
    },
  );
}

function addJournal({ app, access, options: { queries } }: Routes): void {
  app.get<{ Querystring: schemas.EventsQuery }>(
    '/api/v1/events',
    {
      schema: {
        ...documented('事件日志 · The journal in order', answers.events),
        tags: ['events'],
        querystring: schemas.EventsQuery,
      },
    },
    async (request) => {
      access.refuseDisplays(request);
      const { after = 0, limit = defaultLimit } = request.query;
      const county = access.county(request, request.query.county);
      const sight = access.sight(request);
      return answered(await queries.events({ county, after, limit, sight }));
    },
  );
}

/** Adds the reading API, for whoever may read. */
export function registerQueryRoutes(app: FastifyInstance, options: QueryRoutesOptions): void {
  const access = new Access(options);
  app.register(async (reading) => {
    reading.addHook('onRoute', (route) => {
      route.config = { access: 'reader', ...route.config };
    });
    // Schemas describe the answers; a serializer made from them would only drop what they do not name.
    reading.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
    reading.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    reading.addHook('preValidation', async ({ query }) => {
      schemas.refuseOddNumbers(query);
    });
    const routes: Routes = { app: reading, access, options };
    addCounties(routes);
    addAreas(routes);
    addRegisters(routes);
    addThings(routes);
    addFigures(routes);
    addItem(routes);
    addStars(routes);
    addJournal(routes);
  });
}
