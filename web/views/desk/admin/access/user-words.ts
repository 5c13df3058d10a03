/** Users in words of the screen. Pure. */
import type { Role } from '../../../../../shared/domain/reader.ts';
import type { UserItem } from '../../../../../shared/wire/admin.ts';

export const roleWords: Readonly<Record<Role, { word: string; may: string }>> = {
  leader: { word: '领导', may: '查看、导出，不操作' },
  operator: { word: '调度员', may: '查看、派单、处置预警、遥控大屏' },
  admin: { word: '管理员', may: '站点队伍、账号密钥、备份；不看联系方式' },
};

export interface UserState {
  word: string;
  tone: 'good' | 'note' | 'over';
}

/** The one thing about a user that an administrator wants to know first. */
export function userState({ disabledAt, mustChangePassword, hasPassword, subject }: UserItem): UserState {
  if (disabledAt !== undefined) return { word: '已停用', tone: 'over' };
  if (!hasPassword && subject === undefined)
    return { word: '◆ 无法登录：没有密码，也没有统一认证标识', tone: 'note' };
  if (!hasPassword) return { word: '● 启用，只经统一认证登录', tone: 'good' };
  if (mustChangePassword) return { word: '◆ 待修改初始密码', tone: 'note' };
  return { word: '● 启用', tone: 'good' };
}
