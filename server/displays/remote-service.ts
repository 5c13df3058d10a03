/** The wall in the hand, over the live socket: who drives which display, and what it says that it shows. */
import type { Socket } from 'socket.io';
import { maskedName } from '../../shared/domain/contact.ts';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type {
  Directive,
  DriveRequest,
  RemoteDisplay,
  RemoteRefused,
  RemoteToClient,
  RemoteToServer,
  RemoteVitals,
  ShownView,
} from '../../shared/wire/remote.ts';
import { type AuditEntry, done } from '../store/store.ts';
import { changedView, isDriven } from './desired.ts';
import { parseDrive, parseShown } from './drive-request.ts';
import type { Driven, DrivenDisplays } from './driven-displays.ts';
import { type RemoteAccess, refusalOf } from './remote-access.ts';
import { mayDrive, mayFollow, refused } from './remote-refusals.ts';
import type { Hanging, WallsElsewhere } from './walls-elsewhere.ts';

/** Commands of one page that wait at the same time. */
const waitingMost = 8;
/** How often it is looked whether the time of a view is over, and what other servers have done. */
const lookMs = 400;
/** So often another operator may be faster, at another server, before it is said that it cannot be done. */
const mostTries = 5;

type NoEvents = Record<string, never>;
export type RemoteSocket = Pick<
  Socket<RemoteToServer, RemoteToClient, NoEvents, { reader: Reader; address: string }>,
  'id' | 'data' | 'emit' | 'on'
>;

export interface RemoteServiceOptions {
  displays: DrivenDisplays;
  access: RemoteAccess;
  elsewhere: WallsElsewhere;
  vitals: (displayId: string) => RemoteVitals | undefined;
  now: () => number;
  audit: (entry: AuditEntry) => void;
  onError: (error: unknown) => void;
}

interface Page {
  socket: RemoteSocket;
  shown?: ShownView;
}

export class RemoteService {
  readonly #options: RemoteServiceOptions;
  /** Pages of displays by the id of the display, then of the socket. */
  readonly #pages = new Map<string, Map<string, Page>>();
  readonly #drivers = new Map<string, RemoteSocket>();
  readonly #waiting = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;

  constructor(options: RemoteServiceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look().catch(options.onError), lookMs).unref();
  }

  /** Serves one connection until it ends: displays are driven, operators drive, others have nothing to do here. */
  serve(socket: RemoteSocket): void {
    const { reader } = socket.data;
    if (reader.kind === 'display') this.#serveDisplay(socket, reader.id);
    if (reader.kind === 'user') this.#serveUser(socket, reader);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#options.elsewhere.close();
  }

  /** Whether a page hangs with the token of a display, on whichever server. */
  isHanging(id: string): boolean {
    return this.#pages.has(id) || this.#options.elsewhere.of(id).length > 0;
  }

  /** The displays of the server have changed. */
  async refresh(): Promise<void> {
    for (const id of await this.#options.displays.refresh())
      for (const driver of this.#drivers.values()) driver.emit('remote-gone', { id });
    for (const { id } of this.#options.displays.all) this.#tell(id);
  }

  #serveDisplay(socket: RemoteSocket, id: string): void {
    const pages = this.#pages.get(id) ?? new Map<string, Page>();
    socket.on('remote-join', (answer) => {
      if (typeof answer !== 'function') return;
      this.#pages.set(id, pages.set(socket.id, { socket }));
      answer(this.#directive(id));
      if (this.#options.displays.find(id)) this.#tell(id);
      else this.refresh().catch(this.#options.onError);
      // What it was told at another server it is told again here.
      this.#follow().catch(this.#options.onError);
    });
    socket.on('remote-shown', (raw) => {
      const shown = parseShown(raw);
      if (!shown || !pages.has(socket.id)) return;
      // Set anew, so that the page that spoke last comes last.
      pages.delete(socket.id);
      pages.set(socket.id, { socket, shown });
      this.#tell(id);
    });
    socket.on('disconnect', () => {
      if (!pages.delete(socket.id)) return;
      if (pages.size === 0) this.#pages.delete(id);
      this.#tell(id);
    });
  }

  #serveUser(socket: RemoteSocket, reader: Reader & { kind: 'user' }): void {
    const { onError, displays } = this.#options;
    const answering = (answer: unknown, work: () => Promise<unknown>): void => {
      if (typeof answer !== 'function') return;
      work().then(
        (found) => answer(found),
        (error: unknown) => {
          onError(error);
          answer(refused('unavailable'));
        },
      );
    };
    socket.on('remote-follow', (answer) =>
      answering(answer, async () => {
        if (!mayFollow(reader)) return this.#forbidden(socket, 'remote.follow');
        this.#drivers.set(socket.id, socket);
        await displays.refresh();
        await this.#follow();
        await this.#options.elsewhere.learn();
        return { ok: true, displays: displays.all.map(({ id }) => this.#display(id)) };
      }),
    );
    socket.on('remote-drive', (raw, answer) =>
      answering(answer, async () => {
        if (!mayDrive(reader)) return this.#forbidden(socket, 'remote.drive');
        const request = parseDrive(raw);
        if (!request) return refused('bad-request');
        const waiting = this.#waiting.get(socket.id) ?? 0;
        if (waiting >= waitingMost) return refused('busy');
        this.#waiting.set(socket.id, waiting + 1);
        try {
          return await this.#drive(socket, reader, request);
        } finally {
          this.#waiting.set(socket.id, (this.#waiting.get(socket.id) ?? 1) - 1);
        }
      }),
    );
    socket.on('disconnect', () => {
      this.#drivers.delete(socket.id);
      this.#waiting.delete(socket.id);
    });
  }

  async #drive(
    socket: RemoteSocket,
    reader: Reader & { kind: 'user' },
    { displays: ids, change, minutes }: DriveRequest,
  ): Promise<{ ok: true; displays: RemoteDisplay[] } | RemoteRefused> {
    const { displays, access, now } = this.#options;
    for (const id of ids) {
      const display = displays.find(id);
      const code = display ? change && (await refusalOf(display, change, access)) : 'unknown-display';
      if (!code) continue;
      this.#note(socket, reader, id, change, code);
      return refused(code, id);
    }
    const at = now();
    const until = minutes === undefined ? undefined : at + minutes * 60_000;
    let left: readonly string[] = ids;
    for (let tries = 0; left.length > 0; tries += 1) {
      if (tries === mostTries) return refused('unavailable');
      const next = new Map<string, Omit<Driven, 'rev'>>();
      for (const id of left) {
        const view = changedView(displays.of(id).view, change);
        const ends = isDriven(view) && until !== undefined;
        next.set(id, { view, by: reader.name, at, ...(ends && { until }) });
      }
      left = await this.#set(next);
    }
    for (const id of ids) this.#note(socket, reader, id, change, done);
    return { ok: true, displays: ids.map((id) => this.#display(id)) };
  }

  /** The screens first: what hides something must not wait for the disk. Answers where another server was faster. */
  async #set(next: ReadonlyMap<string, Omit<Driven, 'rev'>>): Promise<readonly string[]> {
    const kept = this.#options.displays.set(next);
    for (const id of next.keys()) this.#show(id);
    const overtaken = await kept;
    for (const id of overtaken) this.#show(id);
    return overtaken;
  }

  /** Tells the pages of a display what to show, and those who drive it. */
  #show(id: string): void {
    const directive = this.#directive(id);
    for (const { socket } of this.#pages.get(id)?.values() ?? []) socket.emit('remote-view', directive);
    this.#tell(id);
  }

  async #follow(): Promise<void> {
    for (const id of await this.#options.displays.follow()) this.#show(id);
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookAround().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookAround(): Promise<void> {
    const { displays, elsewhere, now } = this.#options;
    await this.#follow();
    const expired = displays.expired(now());
    if (expired.size > 0) await this.#set(expired);
    await elsewhere.tell(new Map([...this.#pages.keys()].map((id) => [id, this.#hanging(id)])));
    for (const id of await elsewhere.learn()) this.#tell(id);
  }

  #hanging(id: string): Hanging {
    const pages = [...(this.#pages.get(id)?.values() ?? [])];
    const shown = pages.flatMap((page) => page.shown ?? []).pop();
    const vitals = this.#options.vitals(id);
    return { pages: pages.length, ...(shown && { shown }), ...(vitals && { vitals }) };
  }

  #directive(id: string): Directive {
    const { rev, view, by } = this.#options.displays.of(id);
    return { rev, view, ...(by !== undefined && isDriven(view) && { by: maskedName(by) }) };
  }

  #display(id: string): RemoteDisplay {
    const { displays, elsewhere } = this.#options;
    const row = displays.find(id);
    const { rev, view, by, at, until } = displays.of(id);
    const hanging = [this.#hanging(id), ...elsewhere.of(id)];
    const pages = hanging.reduce((sum, one) => sum + one.pages, 0);
    const shown = hanging.find((one) => one.shown)?.shown;
    const well = hanging.find((one) => one.vitals)?.vitals;
    return {
      ...{ id, name: row?.name ?? '', scope: row?.scope ?? '', pages, rev, view },
      ...(by !== undefined && { by }),
      ...(at !== undefined && { at: formatInstant(at) }),
      ...(until !== undefined && { until: formatInstant(until) }),
      ...(shown && { shown }),
      ...(well && { vitals: well }),
    };
  }

  #tell(id: string): void {
    if (this.#drivers.size === 0 || !this.#options.displays.find(id)) return;
    const display = this.#display(id);
    for (const driver of this.#drivers.values()) driver.emit('remote-display', display);
  }

  #forbidden(socket: RemoteSocket, action: string): RemoteRefused {
    const { audit, now } = this.#options;
    const actor = actorOf(socket.data.reader);
    audit({ at: now(), actor, action, from: socket.data.address, result: 'forbidden' });
    return refused('forbidden');
  }

  #note(
    socket: RemoteSocket,
    reader: Reader,
    id: string,
    change: DriveRequest['change'],
    result: string,
  ): void {
    const { audit, now } = this.#options;
    audit({
      at: now(),
      actor: actorOf(reader),
      action: 'display.drive',
      target: `${id} ${JSON.stringify(change)}`,
      from: socket.data.address,
      result,
    });
  }
}
