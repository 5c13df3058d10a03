/** Three users of the demonstration, one of each role, with passwords that nobody knew before. */
import { randomBytes } from 'node:crypto';
import { runCli } from './server-process.ts';

const users = [
  { name: 'leader', called: '演示领导' },
  { name: 'operator', called: '演示调度员' },
  { name: 'admin', called: '演示管理员' },
] as const;

type Environment = Record<string, string | undefined>;

/** Makes them where the database has no user yet; answers the lines that tell of them. */
export async function makeUsers(root: string, env: Environment, baseUrl: string): Promise<string[]> {
  const page = `登录 sign in: ${baseUrl}/sign-in`;
  const { items } = await runCli<{ items: unknown[] }>(root, env, ['user', 'list']);
  if (items.length > 0)
    return [`${page} 密码在首次启动时显示过 (npm run cli -- user password --name operator --keep-password)`];
  const lines = [`${page} 用户名 name · 密码 password`];
  for (const { name, called } of users) {
    const password = randomBytes(12).toString('base64url');
    const create = ['user', 'create', '--name', name, '--role', name, '--display-name', called];
    await runCli(root, env, [...create, '--keep-password'], password);
    lines.push(`  ${name.padEnd(8)} ${password}  ${called}`);
  }
  return lines;
}
