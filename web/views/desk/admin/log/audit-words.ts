/** The audit log in words of the screen; what has no word stands as it was written. Pure. */

/** In the order of the choice; a filter takes all that begin with its action. */
export const actionWords: readonly { action: string; word: string }[] = [
  { action: 'sign-in', word: '登录' },
  { action: 'sign-out', word: '退出登录' },
  { action: 'password.change', word: '修改密码' },
  { action: 'post /api/v1/desk/orders/', word: '调度点单' },
  { action: 'post /api/v1/desk/alerts/', word: '处置预警' },
  { action: 'post /api/v1/desk/quality/', word: '核实数据' },
  { action: 'display.drive', word: '遥控大屏' },
  { action: 'display.pair', word: '配对大屏' },
  { action: 'display.create', word: '新建大屏' },
  { action: 'display.change', word: '修改大屏' },
  { action: 'display.revoke', word: '停用大屏' },
  { action: 'key.create', word: '新建密钥' },
  { action: 'key.revoke', word: '停用密钥' },
  { action: 'user.create', word: '新建用户' },
  { action: 'user.change', word: '修改用户' },
  { action: 'user.password', word: '重置密码' },
  { action: 'token.create', word: '新建令牌' },
  { action: 'token.revoke', word: '停用令牌' },
  { action: 'county.', word: '导入县情' },
  { action: 'registers.', word: '县情登记' },
  { action: 'backup.', word: '备份恢复' },
  { action: 'server.restart', word: '重启服务器' },
  { action: 'report.', word: '报表' },
  { action: 'live.replay', word: '回放' },
  { action: 'webhook.', word: '外发通知' },
  { action: 'person.erase', word: '删除个人信息' },
  { action: 'audit.', word: '审计日志' },
  { action: 'events.post', word: '报送数据' },
  { action: 'read', word: '读取数据' },
];

/** Refusals that an administrator meets; their codes are those of the contract. */
const refusals: Readonly<Record<string, string>> = {
  unauthorized: '没有有效凭证',
  'wrong-password': '用户名或密码不正确',
  'wrong-old-password': '原密码不正确',
  'password-change-needed': '须先修改初始密码',
  forbidden: '无权',
  'forbidden-source': '不是本站的数据',
  'forbidden-scope': '无权看此范围',
  'not-found': '没有此项',
  'unknown-scope': '没有此范围',
  'id-conflict': '编号或名称已占用',
  overtaken: '他人先处理',
  'invalid-state': '当前状态不允许',
  'invalid-request': '请求有误',
  'invalid-data': '内容不合要求',
  'weak-password': '密码太弱',
  'sign-in-locked': '登录已锁定',
  'too-many-requests': '过于频繁',
  unavailable: '服务暂不可用',
};

export const actionWord = (action: string): string =>
  actionWords.find(
    (one) => action === one.action || (/[./]$/.test(one.action) && action.startsWith(one.action)),
  )?.word ?? action;

const actorKinds: Readonly<Record<string, string>> = {
  user: '用户',
  display: '大屏',
  key: '密钥',
  token: '令牌',
};
const actorsAlone: Readonly<Record<string, string>> = {
  cli: '命令行',
  anonymous: '未登录',
  server: '服务器',
};

/** `user:li.wei` as 用户 li.wei. */
export function actorWord(actor: string): string {
  const [kind = '', ...rest] = actor.split(':');
  const word = actorKinds[kind];
  return word === undefined ? (actorsAlone[actor] ?? actor) : `${word} ${rest.join(':')}`;
}

/** `user:li.wei li.wei` as 用户 li.wei: what is said twice is shown once. */
export function targetWord(target: string): string {
  const [first = '', ...rest] = target.split(' ');
  const word = actorWord(first);
  return [word, ...rest.filter((part) => !word.endsWith(` ${part}`))].join(' ');
}

/** Whom a search is for: a name alone is that of a user. */
export function actorOf(typed: string): string {
  const said = typed.trim();
  if (said === '' || said.includes(':') || said in actorsAlone) return said;
  return Object.keys(actorsAlone).find((actor) => actorsAlone[actor] === said) ?? `user:${said}`;
}

/** What became of it: a refusal carries how often it was repeated. */
export function resultWord(result: string): { done: boolean; word: string } {
  if (result === 'done') return { done: true, word: '完成' };
  const [code = '', times] = result.split(', repeated ');
  const word = refusals[code] ?? code;
  return { done: false, word: times === undefined ? word : `${word}，重复 ${times.replace('×', '')} 次` };
}
