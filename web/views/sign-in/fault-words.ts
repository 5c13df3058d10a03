import { RequestError } from '../../live/request.ts';

/** Why it was refused, for the screen: details are bilingual, Chinese first. */
export function faultWords(error: unknown): string {
  if (!(error instanceof RequestError)) return '连不上服务器，请检查网络后再试';
  return error.problem.detail.split(' / ')[0] ?? '';
}
