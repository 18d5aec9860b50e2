import type { Market } from '../world/create-market.ts';
import { HOUR_MS } from '../world/days.ts';
import { dueNotices } from './due-notices.ts';
import type { Notice } from './notice.ts';

/**
 * What happens by itself after `from`, up to `to`, in all sellers' worlds. It looks an hour ahead and remembers that until a world is
 * changed by hand, so that asking several times a second costs nothing.
 */
export function createPlan({ worlds }: Pick<Market, 'worlds'>): (from: number, to: number) => Notice[] {
  let kept = { from: 0, until: 0, version: -1, notices: [] as Notice[] };
  const versionNow = () => worlds.reduce((sum, world) => sum + world.version(), 0);
  return (from, to) => {
    const version = versionNow();
    if (version !== kept.version || from < kept.from || to > kept.until) {
      const until = Math.max(to, from + HOUR_MS);
      const notices = worlds.flatMap((world) => dueNotices(world, from, until));
      kept = { from, until, version, notices: notices.sort((one, other) => one.at - other.at) };
    }
    return kept.notices.filter((notice) => notice.at > from && notice.at <= to);
  };
}
