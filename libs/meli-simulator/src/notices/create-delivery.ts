import type { LostNotice, Reply, WaitingNotice } from './notice.ts';
import { TOPICS } from './notice.ts';
import { postedBody } from './notice-body.ts';
import type { NoticeRules } from './notice-rules.ts';

/** From one attempt to the next, in minutes: eight attempts within an hour; that the second comes after five was seen. */
const GAPS_MINUTES = [5, 5, 5, 10, 10, 10, 15];
/** Lost notices are told for two days (API document 8). */
export const LOST_MS = 2 * 86_400_000;

/** What must be remembered of notices over a restart. */
export interface NoticeState {
  waiting: WaitingNotice[];
  lost: LostNotice[];
  /** Topics that nothing is sent or kept of until they are subscribed again. */
  topicsOff: string[];
  /** Since when, in simulated time, the callback has taken nothing; null while it does. */
  failingSince: number | null;
}

export const noNotices = (): NoticeState => ({ waiting: [], lost: [], topicsOff: [], failingSince: null });

export interface NoticeCounts {
  /** First attempts. */
  sent: number;
  /** Further attempts. */
  repeated: number;
  /** The same notice once more, by the rule `duplicateShare`. */
  duplicated: number;
  accepted: number;
  lost: number;
}

interface Grip {
  state: NoticeState;
  rules: Readonly<NoticeRules>;
  post: (data: string) => Promise<Reply>;
  isOver: () => boolean;
}

/** The way of notices from their becoming due to being taken or lost, in the order of simulated time. */
export function createDelivery({ state, rules, post, isOver }: Grip) {
  const counts = new Map<string, NoticeCounts>();
  const countsOf = (topic: string) => {
    const known = counts.get(topic) ?? { sent: 0, repeated: 0, duplicated: 0, accepted: 0, lost: 0 };
    counts.set(topic, known);
    return known;
  };
  const isOff = (topic: string) => state.topicsOff.includes(topic);
  const queue = (notice: WaitingNotice) => {
    if (isOff(notice.topic)) return;
    const before = state.waiting.findLastIndex((one) => one.dueAt <= notice.dueAt);
    state.waiting.splice(before + 1, 0, notice);
  };
  const lose = (notice: WaitingNotice, last: { body: Record<string, unknown>; data: string; reply: Reply }) => {
    countsOf(notice.topic).lost += 1;
    const { body, data, reply } = last;
    const request = { url: rules.callbackUrl ?? '', data };
    state.lost.push({ topic: notice.topic, lostAt: notice.dueAt, body, request, response: reply });
    if (state.failingSince === null || notice.dueAt - state.failingSince < rules.switchOffAfter_ms) return;
    const known = [...TOPICS, ...state.waiting.map((one) => one.topic), notice.topic];
    state.topicsOff = [...new Set([...state.topicsOff, ...known])].sort();
    state.waiting = [];
  };
  const attempt = async (notice: WaitingNotice) => {
    const attempts = notice.attempts + 1;
    const body = postedBody(notice, attempts);
    const data = JSON.stringify(body);
    const count = countsOf(notice.topic);
    if (notice.isCopy) count.duplicated += 1;
    else if (attempts === 1) count.sent += 1;
    else count.repeated += 1;
    const reply = await post(data);
    if (isOver()) return queue(notice);
    if (reply.status === 200) {
      if (!notice.isCopy) count.accepted += 1;
      state.failingSince = null;
      return;
    }
    state.failingSince ??= notice.dueAt;
    if (notice.isCopy) return;
    const gap = GAPS_MINUTES[attempts - 1];
    if (gap === undefined) lose(notice, { body, data, reply });
    else queue({ ...notice, attempts, dueAt: notice.dueAt + gap * 60_000 });
  };

  return {
    queue,
    counts: () => Object.fromEntries(counts),
    /** Posts what is due by then, repeats included, one after the other. */
    async deliverUntil(to: number): Promise<void> {
      for (let next = state.waiting[0]; next && next.dueAt <= to && !isOver(); next = state.waiting[0]) {
        state.waiting.shift();
        await attempt(next);
      }
      state.lost = state.lost.filter((one) => one.lostAt > to - LOST_MS);
    },
  };
}
