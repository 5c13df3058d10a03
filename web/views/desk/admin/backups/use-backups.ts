/** The backups, read often while one is being made, and what is done with them. */
import { computed, ref, shallowRef } from 'vue';
import type { BackupItem, BackupsAnswer } from '../../../../../shared/wire/backups.ts';
import {
  dropRestore,
  getBackups,
  makeBackup,
  removeBackup,
  restartServer,
  restoreBackup,
} from '../../../../api/backups.ts';
import { RequestError } from '../../../../live/request.ts';
import { useInterval } from '../../../../motion/use-interval.ts';
import { onceAtATime } from '../../parts/once-at-a-time.ts';
import { useReading } from '../../parts/use-reading.ts';
import { useDoing } from '../parts/use-doing.ts';

const workMs = 700;
const restMs = 30_000;

export function useBackups() {
  const reading = useReading();
  const doing = useDoing();
  const answer = shallowRef<BackupsAnswer>();
  /** Said where this database is not backed up from here. */
  const elsewhere = ref<string>();
  let readAt = 0;

  const refresh = onceAtATime(async () => {
    readAt = Date.now();
    const next = await reading.read((again) =>
      getBackups(again).catch((error: unknown) => {
        if (error instanceof RequestError && error.status === 501)
          elsewhere.value = error.problem.detail.split(' / ')[0];
        throw error;
      }),
    );
    if (next) answer.value = next;
  });
  void refresh();
  useInterval(() => {
    if (elsewhere.value === undefined && (answer.value?.work || Date.now() - readAt > restMs)) void refresh();
  }, workMs);

  const full = computed(() => (answer.value ? answer.value.items.length >= answer.value.most : false));

  async function done(work: () => Promise<unknown>, told?: string): Promise<boolean> {
    const was = await doing.run(work, told);
    await refresh();
    return was !== undefined;
  }
  const make = (): Promise<boolean> => done(() => makeBackup(full.value ? { removeOldest: true } : {}));
  const remove = ({ name }: BackupItem): Promise<boolean> => done(() => removeBackup(name), `已删除 ${name}`);
  const restore = ({ name }: BackupItem, county: string, otherInstallation: boolean): Promise<boolean> =>
    done(() => restoreBackup(name, { county, ...(otherInstallation && { otherInstallation }) }));
  const drop = (): Promise<boolean> => done(dropRestore, '已取消恢复');
  /** What to tell whoever did it. */
  async function restart(byHand: boolean): Promise<string | undefined> {
    const was = await doing.run(() => restartServer(byHand ? { byHand } : {}));
    return was?.answer.say.zh;
  }

  return { answer, full, elsewhere, reading, doing, refresh, make, remove, restore, drop, restart };
}
export type Backups = ReturnType<typeof useBackups>;
