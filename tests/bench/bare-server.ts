/** `POST /api/v1/events` as the server has it, but nothing is stored: what the way to the disk is measured against. */
import { Registry } from 'prom-client';
import { createHttp } from '../../server/http/create-http.ts';
import { createLogger } from '../../server/http/logger.ts';
import { Ingest } from '../../server/ingest/ingest.ts';
import { addIngest } from '../../server/ingest/routes.ts';
import { Register } from '../../shared/county/register.ts';
import { SiteRegister } from '../../shared/domain/site-register.ts';
import { benchCounty } from './county.ts';

const register = new SiteRegister([new Register(benchCounty(Number(process.argv[2] ?? 400)))]);
const key = { id: 'bench', site: 'C', label: '', hash: '', createdAt: 0 };
const unlimited = 1_000_000;

let seq = 0;
const http = await createHttp({ logger: createLogger('warn'), version: '1' });
addIngest(
  http,
  new Ingest({
    store: {
      append: async (items) =>
        items.map(() => {
          seq += 1;
          return { status: 'accepted', seq };
        }),
    },
    digestSecret: 'bench',
    register: () => register,
    authenticate: () => key,
    backlogFull: () => false,
    audit: () => {},
    limits: { requestsPerSecond: unlimited, requestBurst: unlimited, eventsPerSecond: unlimited },
    clock: Date.now,
    metrics: new Registry(),
    onError: (error) => console.error(error),
  }),
);
console.log(`listening on ${await http.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => process.exit(0));
