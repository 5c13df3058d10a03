import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Scripts come from this server alone and never from the page. Charts and swagger-ui write `style` attributes, which
 * is why styles are not as strict; `data:` pictures are theirs too.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // What a reader may see depends on who he is; pages and their files say otherwise for themselves.
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Gives an answer the strict headers; for those that are made before there is a route. */
export const harden = (reply: FastifyReply): FastifyReply =>
  reply.headers(securityHeaders).header('x-request-id', reply.request.id);

/** Every answer carries the same strict headers and the id under which the log knows its request. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    harden(reply);
  });
}
