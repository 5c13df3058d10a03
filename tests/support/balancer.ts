/** As a balancer does it before several servers: a new connection goes to the next one that takes it. */
import { connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  address: string;
  /** Which server took the newest connection. */
  readonly newest: number;
  stop(): Promise<void>;
}

export async function startBalancer(servers: readonly string[]): Promise<Balancer> {
  const targets = servers.map((address) => new URL(address));
  const open = new Set<Socket>();
  let turn = 0;
  let newest = -1;
  const join = (client: Socket, index: number, tries: number): void => {
    const target = targets[index];
    if (!target || tries === 0) return void client.destroy();
    const server = connect(Number(target.port), target.hostname);
    server.once('connect', () => {
      newest = index;
      open.add(server);
      server.removeAllListeners('error').on('error', () => client.destroy());
      client.on('error', () => server.destroy());
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
      server.pipe(client);
      client.pipe(server);
    });
    server.once('error', () => join(client, (index + 1) % targets.length, tries - 1));
  };
  const listener = createServer({ pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    join(client, turn++ % targets.length, targets.length);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const bound = listener.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    get newest() {
      return newest;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        listener.close(() => resolve());
      }),
  };
}
