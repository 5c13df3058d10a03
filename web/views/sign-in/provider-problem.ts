import { type ProviderProblem, providerProblems } from '../../../shared/wire/session.ts';

const words: Record<ProviderProblem, string> = {
  denied: '统一身份认证没有通过，或已取消。',
  'unknown-user': '统一身份认证已通过，但本系统没有您的账号，请联系系统管理员开通。',
  disabled: '您在本系统的账号已停用，请联系系统管理员。',
  expired: '登录用时过长，或是在另一个窗口开始的，请重新登录。',
  unavailable: '统一身份认证暂时连不上，请稍后再试。',
  refused: '统一身份认证返回的内容未通过校验，没有登录。请重试；仍不行请联系系统管理员。',
};

/** Why a sign-in by the identity provider came to nothing; undefined where it did not. */
export function providerProblem(code: string): string | undefined {
  const known = providerProblems.find((problem) => problem === code);
  return known && words[known];
}
