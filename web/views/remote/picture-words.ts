/** What a display shows, told to who does not stand before it. Pure. */
import type { RemoteDisplay, ShownView } from '../../../shared/wire/remote.ts';

export interface PictureNames {
  place(scope: string): string;
  scene(id: string): string;
}

const items = { order: '点单卡片', activity: '活动卡片' } as const;

/** `淳安县 · 点单调度 · 轮播中`. */
export function pictureLine(shown: ShownView, names: PictureNames): string {
  const { scope, scene, turning, mode, item, replay } = shown;
  const parts = [names.place(scope), names.scene(scene)];
  if (turning) parts.push('轮播中');
  if (item) parts.push(items[item.kind]);
  if (replay) parts.push(`回放 ${replay.day} ${replay.speed}×${replay.playing ? '' : ' 已暂停'}`);
  else if (mode === 'frozen') parts.push('已定格');
  return parts.join(' · ');
}

export type PictureTone = 'live' | 'waiting' | 'covered' | 'hand' | 'offline';

/** How it is with the display, the most urgent first: whether it hides something, and whether it does as it was told. */
export function pictureState(display: RemoteDisplay): { tone: PictureTone; text: string } {
  const { pages, shown, view, rev } = display;
  if (pages === 0)
    return {
      tone: 'offline',
      text: Object.keys(view).length > 0 ? '离线 · 上线后按设定显示' : '离线',
    };
  const cover = shown?.cover;
  if (view.cover !== cover) return { tone: 'waiting', text: '等待大屏确认' };
  if (cover === 'blank') return { tone: 'covered', text: '已黑屏' };
  if (cover === 'names') return { tone: 'covered', text: '已遮盖名称' };
  if (!shown || shown.rev < rev) return { tone: 'waiting', text: '等待大屏确认' };
  if (shown.byHand) return { tone: 'hand', text: '现场已改' };
  return { tone: 'live', text: Object.keys(view).length > 0 ? '遥控中' : '自动' };
}
