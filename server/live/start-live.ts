/** The live side, from the projector's progress to the viewers. */
import type { Server } from 'node:http';
import type { Board } from '../../shared/board/board.ts';
import type { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import { mayRead, type Reader } from '../../shared/domain/reader.ts';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { sitePlace } from '../../shared/measures/cell.ts';
import { BoardHub } from './board-hub.ts';
import { LiveServer, type LiveServerOptions } from './live-server.ts';

export interface LiveOptions
  extends Pick<
    LiveServerOptions,
    | 'authenticate'
    | 'trustsProxy'
    | 'asOf'
    | 'now'
    | 'build'
    | 'onRefusal'
    | 'onError'
    | 'slowReaders'
    | 'limits'
    | 'isOverloaded'
    | 'onShed'
    | 'services'
  > {
  http: Server;
  readBoard: (scope: string) => Promise<Board | undefined>;
  catchUp: () => Promise<void>;
  isCaughtUp: () => boolean;
  registers: { readonly all: readonly Register[]; readonly siteRegister: SiteRegister };
}

/** The places whose figures stand on a scope's board. */
function placesOf(text: string, registers: readonly Register[]): string[] {
  const scope = parseScope(text);
  if (!scope) return [];
  if (scope.kind === 'site') return [sitePlace(scope.code)];
  const above = registers.filter(({ code }) => code !== scope.code && code.startsWith(scope.code));
  return above.length > 0 ? above.map(({ code }) => code) : [scope.code];
}

/** Whether figures of a county stand on a scope's board. */
function isOfCounty(text: string, county: string, register: SiteRegister): boolean {
  const scope = parseScope(text);
  return scope !== undefined && register.countiesOf(scope).includes(county);
}

/** Whether a scope exists, and whether a reader may see it. */
export function accessTo(
  reader: Reader,
  text: string,
  register: SiteRegister,
): ReturnType<LiveServerOptions['access']> {
  const scope = parseScope(text);
  if (!scope || !register.exists(scope)) return 'unknown-scope';
  return mayRead(reader, scope, register) ? 'ok' : 'forbidden-scope';
}

export function startLive({ readBoard, catchUp, isCaughtUp, registers, ...options }: LiveOptions): {
  hub: BoardHub;
  live: LiveServer;
} {
  const { asOf, onError } = options;
  const hub: BoardHub = new BoardHub({
    readBoard,
    catchUp,
    isCaughtUp,
    asOf,
    isAffected: (scope, places) => placesOf(scope, registers.all).some((place) => places.has(place)),
    isOfCounty: (scope, county) => isOfCounty(scope, county, registers.siteRegister),
    onDelta: (delta) => live.publish(delta),
    onError,
  });
  const live: LiveServer = new LiveServer({
    ...options,
    hub,
    access: (reader, scope) => accessTo(reader, scope, registers.siteRegister),
  });
  return { hub, live };
}
