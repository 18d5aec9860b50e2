import type { Mirror } from './http/mirror.ts';
import type { Notifier } from './notices/create-notifier.ts';
import { requireKeyRules } from './oauth/key-rules.ts';
import type { Simulator } from './simulator.ts';
import type { SimulatorState } from './state/state-file.ts';
import type { World } from './world/create-world.ts';
import type { Mutation } from './world/mutation.ts';
import { addedOrderId } from './world/numbers.ts';
import {
  ImpossibleChangeError,
  planCancellation,
  planListingChange,
  planRefund,
  planSale,
} from './world/plan-mutation.ts';

type WorldHands = Pick<
  Simulator,
  'setNow' | 'advance_ms' | 'addSale' | 'cancelOrder' | 'refundOrder' | 'changeListing'
>;
type KeyHands = Pick<
  Simulator,
  | 'issueRefreshToken'
  | 'liveRefreshToken'
  | 'lostRefreshToken'
  | 'isRevoked'
  | 'revokeConsent'
  | 'changePassword'
  | 'setKeyRules'
>;

interface Grip {
  mirror: Mirror;
  state: SimulatorState;
  persist: () => Promise<void>;
  notifier: Notifier;
  isClockOurs: boolean;
}

type NoticeHands = Pick<Simulator, 'deliverDue' | 'sendNotice' | 'setNoticeRules' | 'subscribe' | 'notices'>;

/** Everything by which the world is changed from outside; each change is kept before its promise resolves. */
export function createHands(grip: Grip): WorldHands & KeyHands & NoticeHands {
  return { ...worldHands(grip), ...keyHands(grip), ...noticeHands(grip) };
}

function worldHands({ mirror: { market, now }, state, persist, notifier, isClockOurs }: Grip): WorldHands {
  const moveClock = async (offset_ms: number) => {
    if (!isClockOurs) throw new ImpossibleChangeError('this simulator runs on a clock of its caller: move that one');
    if (!Number.isFinite(offset_ms)) throw new RangeError('the clock needs an instant or a number of milliseconds');
    state.clockOffset_ms = offset_ms;
    await persist();
    await notifier.deliverDue();
  };
  const change = async (mutation: Mutation) => {
    market.apply(mutation);
    state.mutations.push(mutation);
    notifier.changed(mutation);
    await persist();
  };
  const [first] = market.worlds;
  const sellerOf = ({
    sellerId,
    listingId,
  }: {
    sellerId?: string | undefined;
    listingId?: string | undefined;
  }): World => {
    if (sellerId !== undefined) return market.worldOf(sellerId);
    return (listingId === undefined ? null : market.ownerOfListing(listingId)) ?? first;
  };
  const ownerOf = (id: string) => market.ownerOfOrder(Number(id)) ?? first;

  return {
    setNow: (instant) => moveClock(instant.getTime() - Date.now()),
    advance_ms: (ms) => moveClock(state.clockOffset_ms + ms),
    async addSale(sale = {}) {
      const world = sellerOf(sale);
      const mutation = planSale(world, now(), sale);
      await change(mutation);
      return { orderId: String(addedOrderId(mutation, world.seller.place)) };
    },
    cancelOrder: async (id, options = {}) => change(planCancellation(ownerOf(id), now(), { ...options, orderId: id })),
    refundOrder: async (id, options) => change(planRefund(ownerOf(id), now(), { ...options, orderId: id })),
    changeListing: async (id, wish) =>
      change(planListingChange(sellerOf({ listingId: id }), now(), { ...wish, listingId: id })),
  };
}

function noticeHands({ notifier }: Grip): NoticeHands {
  return {
    deliverDue: notifier.deliverDue,
    sendNotice: notifier.send,
    setNoticeRules: async (change) => notifier.setRules(change),
    subscribe: notifier.subscribe,
    notices: notifier.report,
  };
}

function keyHands({ mirror: { market, keys, rules, now }, persist }: Grip): KeyHands {
  const idOf = (sellerId = market.worlds[0].seller.id) => market.worldOf(sellerId).seller.id;
  return {
    async issueRefreshToken(sellerId) {
      const refreshToken = keys.issueRefreshToken(idOf(sellerId), now());
      await persist();
      return refreshToken;
    },
    liveRefreshToken: (sellerId) => keys.liveRefreshToken(idOf(sellerId), now()),
    lostRefreshToken: (sellerId) => keys.lostRefreshToken(idOf(sellerId)),
    isRevoked: (sellerId) => keys.isRevoked(idOf(sellerId)),
    async revokeConsent(sellerId) {
      keys.revoke(idOf(sellerId));
      await persist();
    },
    async changePassword(sellerId) {
      keys.endAccess(idOf(sellerId), now());
      await persist();
    },
    async setKeyRules(change) {
      const changed = { ...rules, ...change };
      requireKeyRules(changed);
      Object.assign(rules, changed);
    },
  };
}
