/** The registers of all counties, in memory, following what the CLI imports into the same database. */
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { SiteRegister } from '../../shared/domain/site-register.ts';

/** Well under a second, like keys. */
const pollMs = 400;

export interface RegistersOptions {
  countyVersions: () => Promise<{ code: string; version: number }[]>;
  county: (code: string) => Promise<County | undefined>;
  /** Told when the registers cannot be read; those last read stay in force. */
  onError: (error: unknown) => void;
}

interface Known {
  version: number;
  register: Register;
}

export class Registers {
  private readonly options: RegistersOptions;
  private readonly listeners = new Set<() => void>();
  private known = new Map<string, Known>();
  private sites = new SiteRegister([]);
  private timer: NodeJS.Timeout | undefined;

  private constructor(options: RegistersOptions) {
    this.options = options;
  }

  /** Reads the registers, then follows them until {@link close}. */
  static async open(options: RegistersOptions): Promise<Registers> {
    const registers = new Registers(options);
    await registers.refresh();
    registers.schedule();
    return registers;
  }

  /** In the order of their codes. */
  get all(): readonly Register[] {
    return [...this.known.values()].map(({ register }) => register);
  }

  get(code: string): Register | undefined {
    return this.known.get(code)?.register;
  }

  /** Where every site and division of the server stands. */
  get siteRegister(): SiteRegister {
    return this.sites;
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Reads again what has moved. */
  async refresh(): Promise<void> {
    const versions = await this.options.countyVersions();
    if (
      versions.length === this.known.size &&
      versions.every(({ code, version }) => this.known.get(code)?.version === version)
    ) {
      return;
    }
    const known = new Map<string, Known>();
    for (const { code, version } of [...versions].sort((a, b) => (a.code < b.code ? -1 : 1))) {
      const before = this.known.get(code);
      const county = before?.version === version ? before.register.county : await this.options.county(code);
      if (county)
        known.set(code, before?.version === version ? before : { version, register: new Register(county) });
    }
    this.known = known;
    this.sites = new SiteRegister(this.all);
    for (const listener of this.listeners) listener();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private schedule(): void {
    this.timer = setTimeout(async () => {
      await this.refresh().catch(this.options.onError);
      if (this.timer) this.schedule();
    }, pollMs);
    this.timer.unref();
  }
}
