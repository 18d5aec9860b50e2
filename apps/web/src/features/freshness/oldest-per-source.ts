import type { SourceAge } from '../../api/trpc.ts';

const order: readonly SourceAge['source'][] = ['listings', 'orders', 'visits'];

/** For each source the account that is furthest behind: one that was never read, else the oldest. */
export function oldestPerSource(sources: readonly SourceAge[]): SourceAge[] {
  return order.flatMap((source) => {
    const [oldest] = sources.filter((one) => one.source === source).sort((a, b) => instantOf(a) - instantOf(b));
    return oldest ?? [];
  });
}

function instantOf({ coveredThrough }: SourceAge): number {
  return coveredThrough === null ? Number.NEGATIVE_INFINITY : Date.parse(coveredThrough);
}
