import { fixedClock } from '@pulso/domain';
import { createMeliClient, type MeliClientOptions } from '../create-meli-client.ts';
import type { CallReport } from '../request.ts';
import type { TokenProvider } from '../token-provider.ts';
import type { CallKind } from '../waiting/call-budget.ts';
import { type Answering, startAnswering } from './start-answering.ts';

export const SELLER = '3456789012';
export const NOW = new Date('2026-11-20T15:34:00Z');

/** Keys `key-1`, `key-2`, … each good until the next one is asked for. */
export function countingTokens(): TokenProvider & { renewals: string[] } {
  const renewals: string[] = [];
  return {
    renewals,
    getAccessToken: async () => `key-${renewals.length + 1}`,
    async replaceRejectedToken(rejected) {
      renewals.push(rejected);
      return `key-${renewals.length + 1}`;
    },
  };
}

/** A client on a server of the test's own: it notes how long it would wait, and does not. */
export async function openClient(answer: Answering, options: Partial<MeliClientOptions> = {}) {
  const { url, asked } = await startAnswering(answer);
  const waits_ms: number[] = [];
  const taken: CallKind[] = [];
  const reports: CallReport[] = [];
  const tokens = countingTokens();
  const client = createMeliClient({
    apiUrl: url,
    tokens,
    budget: { rates: null, take: async (kind) => void taken.push(kind) },
    clock: fixedClock(NOW),
    onCall: (report) => reports.push(report),
    random: () => 0.5,
    wait: async (ms) => void waits_ms.push(ms),
    ...options,
  });
  return { client, url, asked, tokens, waits_ms, taken, reports };
}

/** What a promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was to fail, and did not');
}

/** Everything that a generator gives, as one list. */
export async function all<Value>(pages: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const page of pages) values.push(...page);
  return values;
}
