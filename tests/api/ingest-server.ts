import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../server/app.ts';
import { runCommand } from '../../server/cli/run.ts';
import { readConfig } from '../../server/config.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { JournalRow } from '../../server/store/store.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    code?: string;
    now?: string;
    accepted?: number;
    duplicates?: number;
    rejected?: number;
    results?: { index: number; id?: string; status: string; seq?: number; code?: string; detail?: string }[];
  };
}

export type Payload = string | Uint8Array<ArrayBuffer>;

/** The whole server on a database of its own, with the command line beside it. */
export async function startServer(environment: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-ingest-'));
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: `sqlite:${join(folder, 'cockpit.db')}`,
    COUNTY_DIR: 'mock/counties/chunan',
    ...environment,
  };
  const app = await createApp({ config: readConfig(env) });
  const address = await app.listen();
  const cli = async (...args: string[]): Promise<Record<string, string>> =>
    (await runCommand(args, env)).output as Record<string, string>;

  const post = async (key: string, body: Payload, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${address}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };

  const journal = async (): Promise<JournalRow[]> => {
    const store = await openStore(env.DATABASE_URL, { readOnly: true });
    try {
      return await store.read((view) => view.journal('330127', 0, 10_000, true));
    } finally {
      await store.close();
    }
  };

  const stop = async (): Promise<void> => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { address, cli, post, journal, stop };
}

export type Server = Awaited<ReturnType<typeof startServer>>;
