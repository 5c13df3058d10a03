/** What is refused to whoever drives displays, and who may. */
import type { Reader } from '../../shared/domain/reader.ts';
import { bilingual } from '../../shared/wire/problem.ts';
import type { RemoteRefusal, RemoteRefused } from '../../shared/wire/remote.ts';

const details: Record<RemoteRefusal, string> = {
  'bad-request': bilingual('请求有误', 'this is no such request'),
  forbidden: bilingual('您的角色无此权限', 'your role may not do this'),
  'unknown-display': bilingual('没有这块屏，或已被撤销', 'no such display, or it was revoked'),
  'unknown-scope': bilingual('没有这个范围', 'no such scope'),
  'forbidden-scope': bilingual('该屏的范围不含此地', 'the scope of the display does not cover it'),
  'unknown-scene': bilingual('该屏没有这个场景', 'the display has no such scene'),
  'unknown-item': bilingual('该屏的范围内没有这一项', 'nothing of this id in the scope of the display'),
  busy: bilingual('操作过快，请稍候', 'too many commands at once'),
  unavailable: bilingual('暂时无法保存', 'it cannot be kept just now'),
};

export const refused = (code: RemoteRefusal, display?: string): RemoteRefused => ({
  ok: false,
  code,
  detail: details[code],
  ...(display !== undefined && { display }),
});

/** Operators drive; administrators see the displays that they have made. An API token only reads. */
export const mayFollow = (reader: Reader & { kind: 'user' }): boolean =>
  reader.role !== 'leader' && reader.by === 'session';
export const mayDrive = (reader: Reader & { kind: 'user' }): boolean =>
  reader.role === 'operator' && reader.by === 'session';
