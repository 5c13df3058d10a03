/** A bad value stops the start with one clear sentence (contract §1). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

function start(env: Record<string, string>): { status: number | null; text: string } {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `sqlite:${join(mkdtempSync(join(tmpdir(), 'start-')), 'a.db')}`,
      LOG_LEVEL: 'silent',
      ...env,
    },
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  return { status, text: stderr };
}

describe('the start ends with one sentence', { timeout: 40_000 }, () => {
  test.each([
    ['PORT', { PORT: '99999' }],
    ['ANONYMOUS_READ', { ANONYMOUS_READ: 'yes' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://u:secret@127.0.0.1/x' }],
    // Nobody listens there.
    ['DATABASE_URL', { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' }],
  ])('for a bad %s', (name, env) => {
    const { status, text } = start(env);
    expect(status).toBe(1);
    expect(text).toMatch(new RegExp(`^${name}:? ?.*[^\\n]\\n$`));
    expect(text).not.toContain('secret');
  });

  test('for a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { status, text } = start({ PORT: String((other.address() as AddressInfo).port) });
    other.close();
    expect(status).toBe(1);
    expect(text).toMatch(/^HOST and PORT cannot be listened on: .*EADDRINUSE.*\n$/);
  });
});
