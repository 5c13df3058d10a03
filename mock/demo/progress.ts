import cliProgress from 'cli-progress';

export interface Progress {
  /** How many are done altogether. */
  update(done: number): void;
  stop(): void;
}

/** A bar on a terminal, a line for each tenth elsewhere. */
export function showProgress(title: string, total: number): Progress {
  return process.stdout.isTTY ? bar(title, total) : lines(title, total);
}

function bar(title: string, total: number): Progress {
  const shown = new cliProgress.SingleBar(
    { format: `${title} {bar} {percentage}% {value}/{total} {eta_formatted}`, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  shown.start(total, 0);
  return { update: (done) => shown.update(done), stop: () => shown.stop() };
}

function lines(title: string, total: number): Progress {
  let said = 0;
  return {
    update(done) {
      const tenths = Math.floor((done / total) * 10);
      if (tenths <= said) return;
      said = tenths;
      process.stdout.write(`${title} ${tenths * 10}% ${done}/${total}\n`);
    },
    stop() {},
  };
}
