import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../shared/wire/problem.ts';

/** No body of ours is nested so deeply; what walks it by recursion would run out of stack far beyond. */
const maxDepth = 32;

/** NUL and halves of a character: no two databases keep them alike. */
const oddText = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

type Fault = 'too-deep' | 'odd-text';

/** Walks without recursion, and stops at the first fault. */
function faultOf(root: unknown): Fault | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && oddText.test(value)) return 'odd-text';
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (depth >= maxDepth) return 'too-deep';
    for (const [name, member] of Object.entries(value)) {
      if (oddText.test(name)) return 'odd-text';
      open.push({ value: member, depth: depth + 1 });
    }
  }
  return undefined;
}

const details = {
  'too-deep': { zh: '正文嵌套太深', en: 'the body is nested too deeply' },
  'odd-text': { zh: '文本中有不能保存的字符', en: 'a text holds a character that cannot be stored' },
} satisfies Record<Fault, object>;

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what would cost more than it says, or cannot be kept, with `invalid-request` before anything looks at it: in
 * bodies, and in addresses of what is written. Events of stations are looked at one by one, so that one alone is
 * refused.
 */
export function refuseOddBodies(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers: { 'content-encoding': encoding } }) => {
    if (encoding !== undefined && encoding !== 'identity')
      throw new ProblemError('unsupported-media-type', {
        zh: '正文不能压缩',
        en: 'the body must not be compressed',
      });
  });
  app.addHook('preValidation', async ({ method, params, body, routeOptions }) => {
    if (reads.has(method) || routeOptions.config?.access === 'station') return;
    const fault = faultOf(params) ?? faultOf(body);
    if (fault) throw new ProblemError('invalid-request', details[fault]);
  });
}
