/** Refusals that the outside world may rely on (contract §2, RFC 9457): each code with its status and its title. */
import type { Problem } from './http.ts';

const problems = {
  'invalid-json': { status: 400, zh: '正文不是有效的 JSON', en: 'The body is not valid JSON' },
  'invalid-body': { status: 400, zh: '正文的结构不对', en: 'The body has the wrong structure' },
  'invalid-request': { status: 400, zh: '请求有误', en: 'The request is malformed' },
  unauthorized: { status: 401, zh: '需要有效的凭证', en: 'Valid credentials are needed' },
  'wrong-password': { status: 401, zh: '用户名或密码不正确', en: 'Wrong name or password' },
  'wrong-old-password': { status: 403, zh: '原密码不正确', en: 'The old password is wrong' },
  'password-change-needed': { status: 403, zh: '请先修改初始密码', en: 'The password must be changed first' },
  forbidden: { status: 403, zh: '无权访问', en: 'Not allowed' },
  'forbidden-source': { status: 403, zh: '来源不属于此密钥', en: 'The source is outside the key’s site' },
  'forbidden-scope': { status: 403, zh: '无权查看此范围', en: 'The scope may not be seen' },
  'not-found': { status: 404, zh: '没有这个地址', en: 'Nothing is here' },
  'unknown-scope': { status: 404, zh: '没有这个范围', en: 'No such scope' },
  'method-not-allowed': { status: 405, zh: '此地址不接受这种方法', en: 'The method is not allowed here' },
  'id-conflict': { status: 409, zh: '同一编号已用于其他内容', en: 'The id stands for something else' },
  overtaken: { status: 409, zh: '已被他人处理，请看最新状态', en: 'Somebody else was faster' },
  'invalid-state': { status: 409, zh: '当前状态不允许此操作', en: 'Not possible in this state' },
  'body-too-large': { status: 413, zh: '正文太大', en: 'The body is too large' },
  'too-many-events': { status: 413, zh: '一次请求的事件太多', en: 'Too many events in one request' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型', en: 'The content type is not supported' },
  'invalid-data': { status: 422, zh: '内容不符合要求', en: 'The content is not acceptable' },
  'weak-password': { status: 422, zh: '密码不符合要求', en: 'The password is too weak' },
  'all-rejected': { status: 422, zh: '全部事件被拒绝', en: 'Every event was rejected' },
  'sign-in-locked': { status: 429, zh: '登录已锁定', en: 'Signing in is locked' },
  'too-many-requests': { status: 429, zh: '请求过于频繁', en: 'Too many requests' },
  internal: { status: 500, zh: '服务器内部错误', en: 'Internal error' },
  'not-supported': { status: 501, zh: '此安装方式不支持', en: 'Not possible in this installation' },
  'backlog-full': { status: 503, zh: '积压已满，请稍后重试', en: 'The backlog is full' },
  'storage-unavailable': { status: 503, zh: '存储暂不可用', en: 'Storage is unavailable' },
  unavailable: { status: 503, zh: '服务暂不可用', en: 'Temporarily unavailable' },
} as const;

export type ProblemCode = keyof typeof problems;

/** The detail of a refusal in both languages, Chinese first. */
export const bilingual = (zh: string, en: string): string => `${zh} / ${en}`;

export function problemOf(code: ProblemCode, detail: string): Problem {
  const { status, zh, en } = problems[code];
  return { type: `urn:problem:${code}`, title: bilingual(zh, en), status, code, detail };
}

/** Ends a request with a problem; `retryAfter` in whole seconds, `members` what it tells beside (RFC 9457 §3.2). */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    detail: { zh: string; en: string },
    options: { retryAfter?: number; cause?: unknown; members?: object } = {},
  ) {
    const text = bilingual(detail.zh, detail.en);
    super(text, { cause: options.cause });
    this.name = 'ProblemError';
    this.problem = { ...problemOf(code, text), ...options.members };
    this.retryAfter = options.retryAfter;
  }
}
