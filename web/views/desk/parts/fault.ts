/** What went wrong with a request, in words for the screen. */
import { RequestError } from '../../../live/request.ts';

/** Details are bilingual, Chinese first. */
const chinese = (text: string): string => text.split(' / ')[0] ?? text;

export function faultOf(error: unknown): string {
  if (error instanceof RequestError) return chinese(error.problem.detail || error.problem.title);
  return '连不上服务器，已输入的内容仍在，请稍后重试';
}

export const isDenied = (error: unknown): boolean => error instanceof RequestError && error.status === 403;
