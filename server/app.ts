/** The whole server, composed: the only place that knows all parts. */
import type { RouteOptions } from 'fastify';
import type { DestinationStream, Logger } from 'pino';
import { Registry } from 'prom-client';
import { formatInstant } from '../shared/domain/time.ts';
import type { LastUses } from './admin/last-uses.ts';
import { addAdministration, isAdmin, startUses } from './admin.ts';
import { addBackups } from './backing-up.ts';
import { type Config, proxyTrust } from './config.ts';
import { addDesk } from './desk.ts';
import { addDisplayMetrics } from './display-metrics.ts';
import { startDisplays } from './displays.ts';
import { type Engine, startEngine } from './engine.ts';
import { guardedHttp } from './guarded-http.ts';
import type { HttpApp } from './http/create-http.ts';
import { giveLastAnswers } from './http/last-answers.ts';
import { createLogger } from './http/logger.ts';
import { addOperations } from './http/operations.ts';
import { type Overload, watchOverload } from './http/overload.ts';
import { addPages } from './http/pages.ts';
import { measureTraffic } from './http/traffic.ts';
import { trackUnusedLines } from './http/unused-lines.ts';
import { AuditLog } from './identity/audit-log.ts';
import { Identity, isOf } from './identity/identity.ts';
import type { LiveServer } from './live/live-server.ts';
import type { LiveSocket } from './live/live-socket.ts';
import type { SlowReaderLimits } from './live/slow-readers.ts';
import { accessTo, startLive } from './live/start-live.ts';
import { DisplayVitals } from './live/vitals.ts';
import { addServerMetrics, countShed, type Shed } from './metrics.ts';
import { startNotices } from './notices.ts';
import { pagesBuild, pagesDirectory } from './pages-build.ts';
import { registerQueryRoutes } from './query/routes.ts';
import { readinessOf } from './readiness.ts';
import { type Registering, startRegistering } from './registering.ts';
import { ReplayOnDemand } from './replay/replay-on-demand.ts';
import { ReplayService } from './replay/replay-service.ts';
import { addReporting } from './reporting.ts';
import { addSigningIn } from './sign-in.ts';
import { addStations } from './stations.ts';
import type { SharedClock } from './threads/clock.ts';
import { startReplayer, startThreads, type Threads } from './worker-threads.ts';

/** Lines that there may be beside those of viewers, who may need two each: stations, pages, whoever looks after it. */
const otherLines = 2_000;

export interface AppOptions {
  config: Config;
  /** Tests set it; every thread of the server follows it. */
  clock?: SharedClock;
  /** Threads that were started ahead, with the clock that they follow. */
  threads?: Threads;
  /** Tests lower them, so that nobody has to wait. */
  slowReaders?: SlowReaderLimits;
  /** Ends the process in good order, for administrators who restart it. */
  stop?: () => void;
  /** Tests set it: a server that is newer than the pages. */
  build?: string;
  /** Tests read it; else it goes to standard error. */
  logTo?: DestinationStream;
}

export interface App {
  http: HttpApp;
  /** Every route that the guard stands before. */
  routes: readonly RouteOptions[];
  /** Listens where the configuration says; answers `http://HOST:PORT`. */
  listen(): Promise<string>;
  /** Answers what is under way, writes what is accepted, says bye to viewers. */
  close(): Promise<void>;
}

/** What every part of the server is given. */
interface Parts {
  config: Config;
  clock: SharedClock;
  engine: Engine;
  identity: Identity;
  audit: AuditLog;
  metrics: Registry;
  overload: Overload;
  onShed: (what: Shed) => void;
  http: HttpApp;
  onError: (error: unknown) => void;
  slowReaders: SlowReaderLimits | undefined;
  build: string;
  vitals: DisplayVitals;
  uses: LastUses;
  registering: Registering;
  /** Serves each connection with the remote control of displays. */
  serveRemote: (socket: LiveSocket) => void;
  isHanging: (displayId: string) => boolean;
}

/** Replays of the past, in a thread that is there when somebody asks for one. */
function startReplays({ config, clock, engine, audit, onError }: Parts) {
  const { databaseUrl } = config;
  const thread = new ReplayOnDemand((onDeath) => startReplayer({ databaseUrl }, onDeath), onError);
  const service = new ReplayService({
    engine: thread,
    access: (reader, scope) => accessTo(reader, scope, engine.registers.siteRegister),
    now: () => clock.now(),
    onRefusal: (refusal) => audit.record({ at: clock.now(), ...refusal }),
    onError,
  });
  return { thread, service };
}

/** Live boards and everything else that is read; answers how to say bye to viewers. */
function addReading(parts: Parts) {
  const { config, clock, engine, identity, audit, metrics, http, onError, slowReaders, build } = parts;
  const { vitals, overload, onShed } = parts;
  const { reader, registers, progress } = engine;
  const asOf = (): string => formatInstant(progress.asOf);
  const replays = startReplays(parts);
  const { hub, live } = startLive({
    http: http.server,
    readBoard: (scope) => reader.call.board(scope),
    catchUp: engine.catchUp,
    isCaughtUp: () => progress.lag === 0,
    trustsProxy: proxyTrust(config.trustProxy),
    registers,
    asOf,
    now: () => formatInstant(clock.now()),
    build,
    authenticate: async (presented) => {
      const decision = await identity.identify({ ...presented, unattended: true });
      return decision.ok && !decision.mustChangePassword ? decision.reader : undefined;
    },
    onRefusal: (refusal) => audit.record({ at: clock.now(), ...refusal }),
    onError,
    slowReaders,
    limits: config.viewerLimits,
    isOverloaded: () => overload.isOn,
    onShed,
    services: [vitals.serve, (socket) => replays.service.serve(socket), parts.serveRemote],
  });
  engine.onMoved(({ county, places }) => (places ? hub.change(places) : hub.changeCounty(county)));
  registers.onChange(() => hub.restartAll());
  identity.onEnded((ended) => live.dismiss('revoked', (who) => isOf(ended, who)));
  identity.countWatching(() => live.watching());
  parts.uses.countConnected(() => live.watching());
  registerQueryRoutes(http, {
    queries: reader.call,
    boards: {
      snapshot: async (scope) => {
        const feed = await hub.current(scope);
        return feed && { scope, epoch: feed.epoch, rev: feed.rev, asOf: feed.asOf, board: feed.board };
      },
    },
    demo: config.demo,
    register: () => registers.siteRegister,
    audit: (entry) => audit.record(entry),
    clock: () => clock.now(),
  });
  addServerMetrics(metrics, {
    lag: () => progress.lag,
    age: () => clock.now() - progress.asOf,
    connections: () => live.connections,
    lateMs: () => overload.lateMs,
    texts: live.texts,
    build,
  });
  addDisplayMetrics(metrics, () => vitals.displays());
  const sayBye = async (): Promise<void> => {
    await live.close();
    hub.close();
    replays.service.close();
    await replays.thread.end();
  };
  return { live, sayBye };
}

function addAdministrationAndOperations(parts: Parts, live: LiveServer): void {
  const { http, metrics, engine, identity, registering } = parts;
  registering.addRoutes(http);
  addAdministration(parts);
  // Not `revoked`, after which a page would not come back.
  identity.onDisplayChanged((id) =>
    live.dismiss('shutting-down', (who) => who.kind === 'display' && who.id === id),
  );
  addOperations(http, {
    metrics,
    readiness: () => readinessOf(engine),
    isAdmin: async ({ headers: { authorization, cookie }, protocol }) => {
      const decision = await identity.identify({ authorization, cookie, secure: protocol === 'https' });
      return decision.ok && isAdmin(decision.reader);
    },
  });
}

/** Whoever supervises the process starts it anew; half a server would only look alive. */
function endWithItsThreads(threads: Threads, logger: Logger): void {
  threads.onDeath = (error) => {
    logger.fatal({ err: error }, 'a worker thread died');
    setImmediate(() => process.exit(1));
  };
}

const auditLogOf = ({ writer }: Engine, logger: Logger, onError: (error: unknown) => void): AuditLog =>
  new AuditLog({
    store: writer.call,
    onError,
    noteHead: ({ n, hash }) => logger.info({ auditHead: `${n}:${hash}` }, 'head of the audit log'),
  });

const identityOf = (
  { reader, writer }: Engine,
  { anonymousRead }: Config,
  clock: SharedClock,
  onError: (error: unknown) => void,
): Promise<Identity> =>
  Identity.open({
    store: reader.call,
    sessions: writer.call,
    anonymousRead,
    now: () => clock.now(),
    onError,
  });

export async function createApp({
  config,
  clock: given,
  threads = startThreads(config.databaseUrl, given),
  slowReaders,
  stop,
  build = pagesBuild(),
  logTo,
}: AppOptions): Promise<App> {
  const logger = createLogger(config.logLevel, logTo);
  const onError = (error: unknown): void => logger.error({ err: error });
  endWithItsThreads(threads, logger);
  const { clock } = threads;
  const engine = await startEngine({ config, threads, onError });
  engine.writer.on('failed', ({ county, message }) => logger.error({ county }, message));
  const identity = await identityOf(engine, config, clock, onError);
  const audit = auditLogOf(engine, logger, onError);
  const uses = startUses(engine, clock, onError);
  const metrics = new Registry();
  const [overload, onShed] = [watchOverload(config.maxLateMs), countShed(metrics)];
  const known = { config, clock, identity, audit, uses, overload, onShed };
  const { http, routes } = await guardedHttp(known, logger);
  measureTraffic(http, metrics);
  const vitals = new DisplayVitals();
  const displays = await startDisplays({ clock, engine, identity, audit, http, vitals, onError });
  const { serve: serveRemote, isHanging } = displays;
  const parts: Parts = {
    ...{ ...known, engine, metrics, http, onError, slowReaders, build },
    ...{ vitals, serveRemote, isHanging },
    registering: startRegistering({ config, clock, engine, audit, onError }),
  };
  addStations({ ...parts, isHeldUp: () => parts.registering.holdsUp() });
  addDesk(http, { engine, identity, clock });
  const reporting = addReporting(parts);
  const endNotices = startNotices(parts);
  addSigningIn(parts);
  const { live, sayBye } = addReading(parts);
  // After Socket.IO, which hands on to those who listened before it only what is not its own.
  const lines = trackUnusedLines(http.server, {
    most: 2 * config.viewerLimits.connections + otherLines,
    onCut: () => onShed('line'),
  });
  addAdministrationAndOperations(parts, live);
  const endBackups = addBackups({ ...parts, stop });
  await addPages(http, pagesDirectory);
  return {
    http,
    routes,
    listen: () => http.listen({ host: config.host, port: config.port }),
    close: async () => {
      // Before the door is shut: who polls would find it so when he comes to hear why.
      await live.farewell();
      const answered = giveLastAnswers(http.server, lines);
      overload.stop();
      await sayBye();
      await displays.close();
      await reporting.close();
      await answered;
      await http.close();
      await identity.close();
      await uses.close();
      await endNotices();
      await parts.registering.close();
      await endBackups();
      await audit.close();
      await engine.close();
    },
  };
}
