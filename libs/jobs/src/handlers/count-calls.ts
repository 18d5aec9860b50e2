import { type CallSource, callSources, sourceOfCall } from '@pulso/sync';

/** Counts the calls of one connection's sync by what they are for. */
export function countCalls() {
  const calls = Object.fromEntries(callSources.map((source) => [source, 0])) as Record<CallSource, number>;
  return {
    /** Told of every try of every call. */
    note({ endpoint }: { endpoint: string }): void {
      calls[sourceOfCall(endpoint)] += 1;
    },
    bySource: () => ({ ...calls }),
    total: () => Object.values(calls).reduce((sum, count) => sum + count, 0),
  };
}
