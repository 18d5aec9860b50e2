import type { NoticeShare } from '../../api/trpc.ts';

interface Announced {
  changes: number;
  announced: number;
  /** From 0 to 1. */
  share: number;
}

/** How many changes notices announced, over several accounts; null where none was counted: there is no share of nothing. */
export function sumAnnounced(notices: readonly Pick<NoticeShare, 'changes' | 'announced'>[]): Announced | null {
  const changes = notices.reduce((sum, one) => sum + one.changes, 0);
  const announced = notices.reduce((sum, one) => sum + one.announced, 0);
  return changes === 0 ? null : { changes, announced, share: announced / changes };
}
