/** Node-RED as a process with a county's flow, in a folder of its own that it finds again. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../support/postgres-server.ts';
import { endProcess, lineOf, type ServerProcess, spawnFile } from '../support/server-process.ts';
import { flowOf } from './node-red-flow.ts';

/** Makes its folder with the flow; answers what starts it. */
export async function prepareNodeRed(
  folder: string,
  modules: string,
  sites: readonly string[],
): Promise<() => Promise<ServerProcess>> {
  await mkdir(folder, { recursive: true });
  await symlink(modules, join(folder, 'node_modules'));
  await writeFile(join(folder, 'flows.json'), JSON.stringify(flowOf(sites)));
  const port = await freePort();
  const settings = {
    ...{ uiHost: '127.0.0.1', uiPort: port, flowFile: 'flows.json', userDir: folder },
    contextStorage: { default: { module: 'localfilesystem' } },
    telemetry: { enabled: false },
    logging: { console: { level: 'info' } },
  };
  await writeFile(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings)};`);
  return async () => {
    const program = join(modules, 'node-red', 'red.js');
    const args = [program, '--userDir', folder, '-s', join(folder, 'settings.js'), 'flows.json'];
    const child = spawnFile(process.execPath, args, process.env, folder);
    await lineOf(child, /Started flows/);
    return {
      address: `http://127.0.0.1:${port}`,
      pid: child.pid ?? 0,
      kill: async () => void (await endProcess(child, 'SIGKILL')),
      stop: () => endProcess(child, 'SIGTERM'),
    };
  };
}
