import type { FastifyReply } from 'fastify';
import { type Refusal, refuse } from '../http/refusals.ts';
import type { FaultPlan } from './create-fault-draws.ts';
import type { FaultOf } from './fault-rule.ts';

type Instead = NonNullable<FaultPlan['instead']>;

/** Titles and codes as Mercado Livre words them (API document 9.2). */
const SERVER_ERRORS = {
  500: ['Internal Server Error', 'internal_server_error'],
  502: ['Bad Gateway', 'bad_gateway'],
  503: ['Service not available', 'service_not_available'],
  504: ['Gateway Timeout', 'gateway_timeout'],
} as const;

const REFUSALS: Record<FaultOf<'refused'>['as'], () => Refusal> = {
  'invalid-token': refuse.invalidToken,
  'invalid-caller': refuse.invalidCaller,
  'policy-agent': refuse.policy,
  'access-denied': refuse.accessDenied,
  'invalid-scopes': refuse.invalidScopes,
};

/** Gives a fault in the place of an answer; resolves once nothing is left to do with the call. */
export async function answerInstead({ rule, earlier }: Instead, reply: FastifyReply): Promise<void> {
  switch (rule.kind) {
    case 'too-many-requests':
      return sendTooMany(reply, { ...rule, turn: earlier });
    case 'server-error': {
      const [message, error] = SERVER_ERRORS[rule.status];
      sayRetryAfter(reply, rule.retryAfter_s);
      return void reply.code(rule.status).send({ message, error, status: rule.status, cause: [] });
    }
    case 'proxy-page':
      return void reply.code(rule.status).type('text/html').send(proxyPage(rule.status));
    case 'empty':
      return void reply.code(rule.status).type('application/json').send('');
    case 'refused': {
      const { status, body } = REFUSALS[rule.as]();
      return void reply.code(status).send(body);
    }
    case 'hang':
      return hang(reply, rule.cap_ms);
    case 'reset':
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
  }
}

/** A 429 in one of its two forms; `turn` decides between them where they alternate. */
export function sendTooMany(
  reply: FastifyReply,
  { as, turn, retryAfter_s }: { as: 'json' | 'text' | 'alternating'; turn: number; retryAfter_s?: number | undefined },
): void {
  sayRetryAfter(reply, retryAfter_s);
  const isText = as === 'text' || (as === 'alternating' && turn % 2 === 1);
  if (isText) reply.code(429).type('text/plain').send('local_rate_limited');
  else reply.code(429).send({ message: 'Too Many Requests', error: 'too_many_requests', status: 429, cause: [] });
}

function sayRetryAfter(reply: FastifyReply, retryAfter_s: number | undefined): void {
  if (retryAfter_s !== undefined) reply.header('retry-after', String(retryAfter_s));
}

function proxyPage(status: FaultOf<'proxy-page'>['status']): string {
  const title = status === 200 ? 'Mercado Livre' : `${status} ${SERVER_ERRORS[status][0]}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

/** Resolves when the connection is gone, whoever ended it. */
async function hang(reply: FastifyReply, cap_ms: number): Promise<void> {
  const { socket } = reply.raw;
  reply.hijack();
  if (!socket || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const cap = setTimeout(() => socket.destroy(), cap_ms);
    socket.once('close', () => {
      clearTimeout(cap);
      resolve();
    });
  });
}
