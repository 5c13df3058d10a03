/** Runs `work`; asked for while it runs, it runs once more after it, however often it was asked. */
export function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  return function run() {
    if (running) {
      again = true;
      return running;
    }
    running = work().finally(() => {
      running = undefined;
      if (!again) return;
      again = false;
      void run();
    });
    return running;
  };
}
