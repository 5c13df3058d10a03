/**
 * Changes of registers under way: planned, looked at while everything else goes on, and written once with the figures
 * that are others because of them.
 */
import type { County } from '../../shared/county/county.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type {
  RegisterChange,
  RegisterPlan,
  RegisterProgress,
  RegisterWrite,
} from '../../shared/wire/registers.ts';
import { type AuditEntry, done } from '../store/store.ts';

/** What a plan says, with the registers that it would write. */
export interface Planned {
  plan: RegisterPlan;
  county?: County;
  /** Events of what would be looked at. */
  events: number;
}

export interface RegisterChangesOptions {
  plan: (code: string, change: RegisterChange) => Promise<Planned>;
  /** Writes registers and figures; undefined where the registers have another version by now. */
  replace: (county: County, version: number) => Promise<{ version: number; seq: number } | undefined>;
  /** Which other county a site code belongs to. */
  countyOfSite: (code: string) => string | undefined;
  /** Brings the new registers into force. */
  changed: () => Promise<void>;
  audit: (entry: AuditEntry) => Promise<void>;
  /** The clock in ms. */
  now: () => number;
  /** Milliseconds that pass evenly. */
  elapsed: () => number;
  onError: (error: unknown) => void;
}

/** Events that are looked at in a second, and things written, until this server has seen how many it does. */
const firstRates = { events: 3000, things: 3000 };
/** Stations are asked to come again where a change holds up what they send, or is going to, for longer than this (ms). */
const patienceMs = 5000;

/** A change that has been accepted; {@link begin} writes it once its answer has left. */
export interface Accepted {
  progress: RegisterProgress;
  begin: () => void;
}

const summaryOf = ({ rows, counts }: RegisterPlan): string => {
  const parts = [...new Set(rows.map(({ part }) => part))];
  const signs = { new: '+', changed: '~', closed: '×', removed: '-', refused: '!' } as const;
  const moved = (Object.keys(signs) as (keyof typeof signs)[]).filter((fate) => counts[fate] > 0);
  return `${parts.join(',')} ${moved.map((fate) => `${signs[fate]}${counts[fate]}`).join(' ')}`.trim();
};

export class RegisterChanges {
  readonly #options: RegisterChangesOptions;
  readonly #progress = new Map<string, RegisterProgress>();
  #isRunning = false;
  /** Since when what stations send has waited, for how many things. */
  #writes: { since: number; things: number } | undefined;
  readonly #rates = { ...firstRates };
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RegisterChangesOptions) {
    this.#options = options;
  }

  /** Whether a change holds up for long what stations send. */
  get holdsUp(): boolean {
    if (!this.#writes) return false;
    const { since, things } = this.#writes;
    const expectedMs = (things / this.#rates.things) * 1000;
    return Math.max(expectedMs, this.#options.elapsed() - since) > patienceMs;
  }

  progressOf(code: string): RegisterProgress {
    return this.#progress.get(code) ?? { state: 'idle', events: 0, done: 0 };
  }

  /** So many events of a county have been looked at. */
  noteLooked(code: string, events: number): void {
    const known = this.#progress.get(code);
    if (known?.state === 'running')
      this.#progress.set(code, { ...known, done: events, events: Math.max(known.events, events) });
  }

  /** So many things are written now, and what stations send waits for it. */
  noteWriting(things: number): void {
    this.#writes = { since: this.#options.elapsed(), things };
  }

  async plan(code: string, change: RegisterChange): Promise<RegisterPlan> {
    return (await this.#planned(code, change)).plan;
  }

  /**
   * Looks whether a change can be written as it was planned.
   * @throws ProblemError 409 where something has moved since, or another change is being written · 422 where a row of
   * it is refused.
   */
  async accept(code: string, { version, planId, change }: RegisterWrite, by: string): Promise<Accepted> {
    if (this.#isRunning)
      throw new ProblemError(
        'invalid-state',
        { zh: '正在写入另一次修改，请稍候', en: 'another change is being written' },
        { retryAfter: 5 },
      );
    const planned = await this.#planned(code, change);
    const { plan, county } = planned;
    const told = { members: { version: plan.version, plan } };
    if (!plan.ok || !county)
      throw new ProblemError(
        'invalid-data',
        { zh: `有 ${plan.counts.refused} 行不能写入`, en: `${plan.counts.refused} rows are refused` },
        told,
      );
    // Asked for twice, it is done once, whatever its version was.
    if (plan.rows.length === 0)
      return { progress: { state: 'done', version: plan.version, events: 0, done: 0 }, begin: () => {} };
    if (plan.version !== version)
      throw new ProblemError(
        'overtaken',
        {
          zh: `登记册已是第 ${plan.version} 版，请按新的核对结果再写入`,
          en: `the registers have version ${plan.version} by now; look at the new plan`,
        },
        told,
      );
    if (plan.planId !== planId)
      throw new ProblemError(
        'overtaken',
        { zh: '内容与核对时不同，请重新核对', en: 'the content is not what was planned' },
        told,
      );
    return this.#accepted(planned, county, by);
  }

  /** Waits for what is being written. */
  close(): Promise<void> {
    return this.#writing;
  }

  #accepted({ plan, events }: Planned, county: County, by: string): Accepted {
    const { code, version } = plan;
    const summary = summaryOf(plan);
    const startedAt = formatInstant(this.#options.now());
    const progress: RegisterProgress = { state: 'running', events, done: 0, startedAt, by, summary };
    this.#progress.set(code, progress);
    this.#isRunning = true;
    let begun = false;
    return {
      progress,
      begin: () => {
        if (begun) return;
        begun = true;
        this.#writing = this.#write(county, version, progress).catch(this.#options.onError);
      },
    };
  }

  async #write(county: County, version: number, begun: RegisterProgress): Promise<void> {
    const { replace, changed, audit, now, elapsed, onError } = this.#options;
    const { code } = county.profile;
    const start = elapsed();
    let ended: Pick<RegisterProgress, 'state' | 'version' | 'problem'>;
    let result = done;
    try {
      const written = await replace(county, version);
      ended = written
        ? { state: 'done', version: written.version }
        : { state: 'failed', problem: { zh: '登记册刚被他人修改', en: 'somebody else was faster' } };
      if (!written) result = 'overtaken';
      if (written) this.#learn(this.progressOf(code).done, start);
      await changed();
    } catch (error) {
      onError(error);
      const reason = error instanceof Error ? error.message : String(error);
      ended = { state: 'failed', problem: { zh: `没有写入：${reason}`, en: reason } };
      result = 'internal';
    }
    this.#isRunning = false;
    this.#writes = undefined;
    const last = this.progressOf(code);
    const doneEvents = ended.state === 'done' ? last.events : last.done;
    this.#progress.set(code, { ...last, ...ended, done: doneEvents, endedAt: formatInstant(now()) });
    await audit({
      at: now(),
      actor: begun.by ?? 'cli',
      action: 'registers.apply',
      target: `${code} v${ended.version ?? version} ${begun.summary ?? ''}`.trim(),
      result,
    });
  }

  /** A small change says more of its commit than of what it wrote. */
  #learn(events: number, start: number): void {
    const now = this.#options.elapsed();
    const seen = (count: number, since: number): number | undefined =>
      count > 1000 && now > since ? (count / (now - since)) * 1000 : undefined;
    this.#rates.events = seen(events, start) ?? this.#rates.events;
    if (this.#writes)
      this.#rates.things = seen(this.#writes.things, this.#writes.since) ?? this.#rates.things;
  }

  async #planned(code: string, change: RegisterChange): Promise<Planned> {
    const planned = await this.#options.plan(code, change);
    const { plan, events } = planned;
    const taken = plan.rows.filter(
      ({ part, fate, key }) =>
        part === 'sites' && fate === 'new' && (this.#options.countyOfSite(key ?? '') ?? code) !== code,
    );
    if (taken.length > 0) return { plan: refuseTaken(plan, taken), events };
    if (plan.rows.length === 0) return planned;
    const recompute = { events, seconds: Math.ceil(events / this.#rates.events) };
    return { ...planned, plan: { ...plan, recompute } };
  }
}

/** Site codes are unique on a server. */
function refuseTaken(plan: RegisterPlan, taken: RegisterPlan['rows']): RegisterPlan {
  const reason = { zh: '这个编码属于另一个县的阵地', en: 'the code belongs to a site of another county' };
  const rows = plan.rows.map((row) =>
    taken.includes(row)
      ? { ...row, fate: 'refused' as const, members: [], problems: [{ column: 'code', reason }] }
      : row,
  );
  const counts = {
    ...plan.counts,
    new: plan.counts.new - taken.length,
    refused: plan.counts.refused + taken.length,
  };
  return { ...plan, ok: false, planId: 'refused', counts, rows };
}
