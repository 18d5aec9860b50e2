import type { Mutation } from '../world/mutation.ts';
import { ImpossibleChangeError } from '../world/plan-mutation.ts';
import { createDelivery, LOST_MS, type NoticeCounts } from './create-delivery.ts';
import { createEntrance } from './create-entrance.ts';
import { createRound } from './create-round.ts';
import type { LostNotice } from './notice.ts';
import { type NoticeRules, requireNoticeRules } from './notice-rules.ts';
import { noticesOfMutation } from './notices-of-mutation.ts';
import type { NotifierGrip } from './notifier-grip.ts';
import { postNotice } from './post-notice.ts';

/** A notice sent by hand, also of a topic that nobody knows. */
export interface NoticeWish {
  topic: string;
  resource: string;
  /** The first seller when left out. */
  sellerId?: string | undefined;
  /** Fields of the body, above what they would be: a stranger's `user_id`, `recieved`, `id`. Null leaves a field out. */
  fields?: Record<string, unknown> | undefined;
  /** How often the same notice is sent; once when left out. */
  times?: number | undefined;
}

/** How notices stand. */
export interface NoticeReport {
  callbackUrl: string | null;
  byTopic: Record<string, NoticeCounts>;
  /** Notices that are to be posted later, repeats among them. */
  waiting: number;
  /** Lost within the last two days: what `/missed_feeds` tells. */
  missed: number;
  topicsOff: string[];
}

export interface Notifier {
  /** What is told of a change that was made by hand; posted with the next `deliverDue`. */
  changed(mutation: Mutation): void;
  /** Posts all that became due since the last time, repeats included, and resolves once it is posted. */
  deliverDue(): Promise<void>;
  /** @throws ImpossibleChangeError without a callback or while the topic is off; RangeError for an unknown seller */
  send(wish: NoticeWish): Promise<void>;
  /** @throws RangeError for a rule that cannot be, or a callback address that is none */
  setRules(change: Partial<NoticeRules>): void;
  /** Switches topics on again; every one when left out. */
  subscribe(topics?: readonly string[]): Promise<void>;
  report(): NoticeReport;
  missed(): LostNotice[];
  close(): Promise<void>;
}

/** What Mercado Livre tells an application of by itself (API document 8). It begins to tell when a callback is there. */
export function createNotifier(grip: NotifierGrip): Notifier {
  const { market, now, state, persist, rules } = grip;
  const closing = new AbortController();
  const isOver = () => closing.signal.aborted || rules.callbackUrl === null;
  const post = (data: string) =>
    postNotice(rules.callbackUrl ?? '', data, { timeout_ms: rules.timeout_ms, signal: closing.signal });
  const delivery = createDelivery({ state, rules, post, isOver });
  const enqueue = createEntrance(grip, delivery.queue);
  const round = createRound({ ...grip, isOver }, { enqueue, delivery });
  const missed = () => state.lost.filter((one) => one.lostAt > now() - LOST_MS);
  const deliverDue = createTurnstile(round.deliver);

  return {
    changed(mutation) {
      if (rules.callbackUrl === null) return;
      const owner =
        mutation.kind === 'event' ? market.ownerOfOrder(mutation.orderId) : market.ownerOfListing(mutation.listingId);
      for (const notice of owner ? noticesOfMutation(owner, mutation) : []) enqueue(notice);
    },
    deliverDue: deliverDue.enter,
    async send({ topic, resource, sellerId, fields = {}, times = 1 }) {
      if (rules.callbackUrl === null) throw new ImpossibleChangeError('there is no callback to send a notice to');
      if (state.topicsOff.includes(topic)) throw new ImpossibleChangeError(`topic ${topic} is off: subscribe it again`);
      const { seller } = sellerId === undefined ? market.worlds[0] : market.worldOf(sellerId);
      enqueue({ sellerId: seller.id, topic, resource, at: now() }, { fields, times });
      await deliverDue.enter();
    },
    setRules(change) {
      const changed = { ...rules, ...change };
      requireNoticeRules(changed);
      if (rules.callbackUrl === null) round.begin();
      Object.assign(rules, changed);
      if (rules.callbackUrl === null) state.waiting = [];
    },
    async subscribe(topics = state.topicsOff) {
      state.topicsOff = state.topicsOff.filter((topic) => !topics.includes(topic));
      state.failingSince = null;
      await persist();
    },
    report: () => ({
      callbackUrl: rules.callbackUrl,
      byTopic: delivery.counts(),
      waiting: state.waiting.length,
      missed: missed().length,
      topicsOff: [...state.topicsOff],
    }),
    missed,
    async close() {
      closing.abort();
      await deliverDue.empty();
    },
  };
}

/** Lets one after the other through. */
function createTurnstile(act: () => Promise<void>) {
  let last = Promise.resolve();
  return {
    enter() {
      const next = last.catch(() => undefined).then(act);
      last = next;
      return next;
    },
    empty: () => last.catch(() => undefined),
  };
}
