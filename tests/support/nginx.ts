/** A real nginx, with the configuration that goes along with the bundle, before servers of a test. */
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './postgres-server.ts';
import { endProcess } from './server-process.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const given = join(import.meta.dirname, '../../server/deploy/nginx.conf');

export interface Nginx {
  /** Where it speaks TLS. */
  address: string;
  /** Where it speaks plain HTTP. */
  plain: string;
  /** The certificate by which it is known. */
  ca: string;
  stop(): Promise<void>;
}

const isThere = (program: string): Promise<boolean> =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );

async function makeCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = [join(folder, 'cockpit.crt'), join(folder, 'cockpit.key')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...[
      '-subj',
      '/CN=cockpit',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-out',
      certificate,
      '-keyout',
      key,
    ],
  ]);
  return { certificate, key };
}

/** Replaces what has to be there. */
function put(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`nginx.conf does not say: ${what}`);
  return text.replaceAll(what, by);
}

/** What a system's own nginx.conf says before it includes those of conf.d. */
const around = (folder: string): string => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  include ${folder}/cockpit.conf;
}
`;

const takes = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.end());
  });

/** Undefined where it is not installed. */
export async function startNginx(servers: readonly [string, string]): Promise<Nginx | undefined> {
  if (!(await isThere('nginx')) || !(await isThere('openssl'))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-nginx-'));
  const { certificate, key } = await makeCertificate(folder);
  const [plain, secure] = [await freePort(), await freePort()];
  const hosts = servers.map((address) => new URL(address).host);
  const wanted: [string, string][] = [
    ['10.0.0.11:8080', hosts[0] ?? ''],
    ['10.0.0.12:8080', hosts[1] ?? ''],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`],
    ['/etc/nginx/cockpit.crt', certificate],
    ['/etc/nginx/cockpit.key', key],
  ];
  const text = wanted.reduce((changed, [what, by]) => put(changed, what, by), readFileSync(given, 'utf8'));
  await writeFile(join(folder, 'cockpit.conf'), text);
  await writeFile(join(folder, 'nginx.conf'), around(folder));
  const nginx = spawn(
    'nginx',
    ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')],
    {
      stdio: 'ignore',
    },
  );
  const stop = async (): Promise<void> => {
    await endProcess(nginx, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until('nginx listens', () => {
      if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'));
      return takes(secure);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: `https://127.0.0.1:${secure}`,
    plain: `http://127.0.0.1:${plain}`,
    ca: readFileSync(certificate, 'utf8'),
    stop,
  };
}

/** Asks it on a line of its own. */
export function askNginx(
  { address, ca }: Nginx,
  path: string,
  { body, ...options }: RequestOptions & { body?: string } = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}${path}`, { ca, agent: false, ...options }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => {
        const headers = new Headers(
          Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
            (values ?? []).map((value): [string, string] => [name, value]),
          ),
        );
        resolve({ status: answer.statusCode ?? 0, headers, text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
