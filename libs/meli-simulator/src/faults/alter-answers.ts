import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FaultPlan } from './create-fault-draws.ts';
import type { FaultRule } from './fault-rule.ts';
import { partsAt, withoutParts } from './parts-missing.ts';
import { reshapeEntries } from './reshape-entries.ts';
import { askUnsteadily, tellUnsteadily, type UnsteadyPage } from './unsteady-page.ts';
import { missTotal } from './wide-total.ts';

type Hit = FaultPlan['toAnswer'][number];

interface Ledger {
  /** What is to be done to the answer of a call. */
  hitsOf(request: FastifyRequest): readonly Hit[];
  /** To be told of what was done. */
  count(request: FastifyRequest, kind: FaultRule['kind']): void;
}

/** Has a server do to its answers what rules ask for: other rows, other shapes, parts that are missing, half of the bytes. */
export function alterAnswers(server: FastifyInstance, { hitsOf, count }: Ledger): void {
  const pages = new WeakMap<FastifyRequest, UnsteadyPage>();

  server.addHook<{ Querystring: Record<string, string | undefined> }>('preHandler', async (request) => {
    for (const { rule, words } of hitsOf(request)) {
      const page = rule.kind === 'page' && !pages.has(request) ? askUnsteadily(request.query, { rule, words }) : null;
      if (page) pages.set(request, page);
    }
  });

  server.addHook('preSerialization', async (request, reply, payload: unknown) => {
    if (reply.statusCode !== 200) return payload;
    let body = payload;
    for (const hit of hitsOf(request)) {
      const changed = changeBody(body, { hit, request, page: pages.get(request) });
      if (!changed) continue;
      body = changed.body;
      count(request, hit.rule.kind);
      if (!changed.missing) continue;
      reply.code(206);
      if (changed.missing.length > 0) reply.header('X-Content-Missing', changed.missing.join(','));
    }
    return body;
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const isCut = hitsOf(request).some(({ rule }) => rule.kind === 'reset');
    if (!isCut || typeof payload !== 'string') return payload;
    count(request, 'reset');
    const bytes = Buffer.from(payload);
    reply.header('content-length', bytes.length);
    return Readable.from(breakingOff(bytes.subarray(0, bytes.length / 2)), { objectMode: false });
  });
}

/** What a rule makes of an answer, or null when it has nothing to change; `missing` makes a 206 of it. */
function changeBody(
  body: unknown,
  { hit: { rule, words }, request, page }: { hit: Hit; request: FastifyRequest; page: UnsteadyPage | undefined },
): { body: unknown; missing?: string[] } | null {
  if (rule.kind === 'page') return page?.words === words ? tellUnsteadily(body, page) : null;
  if (rule.kind === 'wide-total') return missTotal(body, { by: rule.by, query: request.query });
  if (rule.kind === 'bulk-entries') return reshapeEntries(body, { rule, words, query: request.query });
  const parts = partsAt(request.routeOptions.url ?? null);
  if (rule.kind !== 'partial' || !parts) return null;
  const cut = withoutParts(body, { rule, words, parts });
  return cut && { body: cut.body, missing: parts.isTold ? cut.missing : [] };
}

// biome-ignore lint/suspicious/useAwait: a stream reads it, and breaks its connection where this throws.
async function* breakingOff(half: Uint8Array) {
  yield half;
  throw new Error('the connection ends inside the answer, as a fault rule asks');
}
