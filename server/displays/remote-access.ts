/** Whether a display may show what is asked of it: its own scope must cover everything. */
import type { Reader } from '../../shared/domain/reader.ts';
import type { RemoteItem, RemoteRefusal, ViewChange } from '../../shared/wire/remote.ts';
import type { DisplayRow } from '../store/store.ts';

export interface RemoteAccess {
  /** Whether a scope exists, and whether the reader may see it. */
  scope: (reader: Reader, scope: string) => 'ok' | 'unknown-scope' | 'forbidden-scope';
  /** Whether a county of the scope has this scene. */
  hasScene: (scope: string, scene: string) => boolean;
  hasItem: (scope: string, item: RemoteItem) => Promise<boolean>;
}

/** The scene that a text of the address names, if it names one. */
function sceneOf(text: string): string | undefined {
  const [first, turn] = text.split(',');
  return first === 'auto' ? turn : first;
}

export async function refusalOf(
  { id, name, scope: own }: DisplayRow,
  { scope, scene, item }: ViewChange,
  access: RemoteAccess,
): Promise<RemoteRefusal | undefined> {
  if (scope != null) {
    const found = access.scope({ kind: 'display', id, name, scope: own }, scope);
    if (found !== 'ok') return found;
  }
  const asked = scene == null ? undefined : sceneOf(scene);
  if (asked !== undefined && !access.hasScene(scope ?? own, asked)) return 'unknown-scene';
  if (item != null && !(await access.hasItem(scope ?? own, item))) return 'unknown-item';
  return undefined;
}
