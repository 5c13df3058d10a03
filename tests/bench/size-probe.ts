/** A process that measures the CPU of further events in a database that is there. */
import { openStore } from '../../server/store/open-store.ts';
import { Register } from '../../shared/county/register.ts';
import { costOfEvents } from './cost-probe.ts';
import { benchCounty } from './county.ts';
import { given, tell } from './server.ts';

export interface SizeGiven {
  url: string;
  sites: number;
}

export interface SizeResult {
  cpuMs: number;
}

const { url, sites } = given<SizeGiven>();
const county = benchCounty(sites);
const store = await openStore(url);
const cpuMs = await costOfEvents({ url, store, register: new Register(county) }, county, Date.now());
await store.close();
tell({ cpuMs } satisfies SizeResult);
