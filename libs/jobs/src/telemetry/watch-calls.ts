import type { CallBudget, CallReport } from '@pulso/meli-client';
import type { JobContext } from '../handlers/job-handler.ts';

/**
 * Follows the calls of one run for one connection: a span for every try, and what they wait for. The path is told by its template and
 * nothing of an answer is told, so no id of a buyer, no key and no text of anybody can be in it.
 */
export function watchCalls(
  { span, counters, budget, connections }: JobContext,
  connectionId: string,
): { budget: CallBudget; note(call: CallReport): void } {
  const { hostname } = new URL(connections.application.apiUrl);
  return {
    budget: {
      rates: budget.rates,
      async take(kind, signal) {
        const began_ms = performance.now();
        await budget.take(kind, signal);
        counters?.countWait({ kind, waited_ms: performance.now() - began_ms });
      },
    },
    note(call) {
      counters?.countCall(call);
      const { endpoint, status, duration_ms, attempt } = call;
      span?.addCall(`GET ${endpoint}`, {
        attributes: {
          'http.request.method': 'GET',
          'url.template': endpoint,
          'server.address': hostname,
          'pulso.connection_id': connectionId,
          ...(status === null ? {} : { 'http.response.status_code': status }),
          ...(attempt === 1 ? {} : { 'http.request.resend_count': attempt - 1 }),
        },
        duration_ms,
        errorType: errorTypeOf(status),
      });
    },
  };
}

/** By the conventions: the status as text, or a word where there was no answer. */
function errorTypeOf(status: number | null): string | null {
  if (status === null) return 'no_answer';
  return status >= 400 ? String(status) : null;
}
