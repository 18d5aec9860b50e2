import type { FastifyInstance } from 'fastify';

/** Scripts only from our own files; styles also inline, because the component library sets sizes that way. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Headers that keep a browser from doing more with our answers than we mean. */
export function addSecurityHeaders(server: FastifyInstance, { isSecure }: { isSecure: boolean }): void {
  server.addHook('onRequest', async (request, reply) => {
    const isPage = !/^\/(api|trpc|metrics|healthz|readyz)(\/|\?|$)/.test(request.url);
    reply.headers({
      'content-security-policy': isPage ? PAGE_POLICY : DATA_POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...(isPage ? {} : { 'cache-control': 'no-store' }),
      ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    });
  });
}
