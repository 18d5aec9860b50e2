import type { Mirror } from './http/mirror.ts';
import type { Simulator } from './simulator.ts';
import type { SimulatorState } from './state/state-file.ts';
import { dayOf } from './world/days.ts';
import type { Mutation } from './world/mutation.ts';
import { ADDED_FIRST, orderId } from './world/numbers.ts';
import { ImpossibleChangeError, planCancellation, planRefund, planSale } from './world/plan-mutation.ts';

type Hands = Pick<
  Simulator,
  'setNow' | 'advance_ms' | 'issueRefreshToken' | 'liveRefreshToken' | 'addSale' | 'cancelOrder' | 'refundOrder'
>;

/** Everything by which the world is changed from outside; each change is kept before its promise resolves. */
export function createHands({
  mirror: { world, keys, now },
  state,
  persist,
  isClockOurs,
}: {
  mirror: Mirror;
  state: SimulatorState;
  persist: () => Promise<void>;
  isClockOurs: boolean;
}): Hands {
  const moveClock = async (offset_ms: number) => {
    if (!isClockOurs) throw new ImpossibleChangeError('this simulator runs on a clock of its caller: move that one');
    if (!Number.isFinite(offset_ms)) throw new RangeError('the clock needs an instant or a number of milliseconds');
    state.clockOffset_ms = offset_ms;
    await persist();
  };
  const change = async (mutation: Mutation) => {
    world.apply(mutation);
    state.mutations.push(mutation);
    await persist();
  };
  const requireSeller = (sellerId: string) => {
    if (sellerId !== world.seller.id) throw new RangeError(`there is no seller ${sellerId}`);
  };
  return {
    setNow: (instant) => moveClock(instant.getTime() - Date.now()),
    advance_ms: (ms) => moveClock(state.clockOffset_ms + ms),
    async issueRefreshToken(sellerId) {
      requireSeller(sellerId);
      const { refreshToken } = keys.issue(sellerId, now());
      await persist();
      return refreshToken;
    },
    liveRefreshToken(sellerId) {
      requireSeller(sellerId);
      return keys.liveRefreshToken(sellerId, now());
    },
    async addSale(sale = {}) {
      const mutation = planSale(world, now(), sale);
      await change(mutation);
      return { orderId: String(orderId(dayOf(mutation.at), ADDED_FIRST + mutation.sequence)) };
    },
    cancelOrder: async (id, options = {}) => change(planCancellation(world, now(), { ...options, orderId: id })),
    refundOrder: async (id, options) => change(planRefund(world, now(), { ...options, orderId: id })),
  };
}
