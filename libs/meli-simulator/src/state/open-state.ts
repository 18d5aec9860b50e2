import { randomBytes, randomInt } from 'node:crypto';
import { noNotices } from '../notices/create-delivery.ts';
import { noKeys } from '../oauth/key-store.ts';
import { chooseSellers, type SellerName, type SellerWish } from '../world/choose-sellers.ts';
import { dayOf } from '../world/days.ts';
import { LISTINGS_MAX } from '../world/numbers.ts';
import type { SellerShape, WorldSize } from '../world/seller-shape.ts';
import { DEFAULT_SIZE, readState, type SimulatorState, writeState } from './state-file.ts';

export interface StateWish {
  seed?: string | undefined;
  anchorDay?: string | undefined;
  /** The size of the seller `main`. */
  world?: Partial<WorldSize> | undefined;
  /** Which sellers there are, by name or of one's own making; `main` alone when left out. */
  sellers?: readonly (SellerName | SellerWish)[] | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
}

/**
 * The state kept in `folder`, or a new one; null keeps nothing. What a world is made of is fixed at its first start.
 * @throws Error when the wish names another world than the one that is kept, or one that cannot be
 */
export async function openState(folder: string | null, { wish, now }: { wish: StateWish; now: number }) {
  const kept = folder === null ? null : await readState(folder);
  if (kept?.sellers.length === 0) kept.sellers = chooseSellers(['main'], kept.size);
  if (kept) refuseOtherWorld(kept, wish);
  const state = kept ?? newState(wish, now);
  requirePossible(state);
  if (kept && wish.clientId !== undefined && wish.clientId !== kept.clientId) {
    // Keys belong to the application that they were given to.
    state.keys = noKeys();
    state.clientId = wish.clientId;
  }
  state.clientSecret = wish.clientSecret ?? state.clientSecret;

  let writing = Promise.resolve();
  return {
    state,
    /** Resolves once the state as it is now is on disk. */
    persist(): Promise<void> {
      if (folder === null) return writing;
      // One after the other, so that a newer state is never overtaken by an older one; a failed write fails its own caller only.
      const next = writing.catch(() => undefined).then(() => writeState(folder, state));
      writing = next;
      return next;
    },
    /** Resolves once nothing is being written any more. */
    settled: () => writing.catch(() => undefined),
  };
}

function newState(
  { seed = 'pulso', anchorDay, world, sellers = ['main'], clientId, clientSecret }: StateWish,
  now: number,
): SimulatorState {
  const size = { ...DEFAULT_SIZE, ...world };
  return {
    seed,
    anchorDay: anchorDay ?? dayOf(now),
    size,
    sellers: chooseSellers(sellers, size),
    clientId: clientId ?? `74${String(randomInt(10 ** 13, 10 ** 14))}`,
    clientSecret: clientSecret ?? randomBytes(16).toString('hex'),
    clockOffset_ms: 0,
    keys: noKeys(),
    mutations: [],
    notices: noNotices(),
  };
}

function refuseOtherWorld(kept: SimulatorState, { seed, anchorDay, world = {}, sellers }: StateWish): void {
  const pairs = [
    ['seed', kept.seed, seed],
    ['anchorDay', kept.anchorDay, anchorDay],
    ['listings', kept.size.listings, world.listings],
    ['ordersPerDay', kept.size.ordersPerDay, world.ordersPerDay],
    ['historyDays', kept.size.historyDays, world.historyDays],
    ['sellers', tell(kept.sellers), sellers && tell(chooseSellers(sellers, { ...kept.size, ...world }))],
  ] as const;
  for (const [name, is, wanted] of pairs) {
    if (wanted === undefined || wanted === is) continue;
    throw new Error(
      `the folder keeps a world with ${name} ${is}, not ${wanted}; take another folder for another world`,
    );
  }
}

/** The sellers in words that two lists of them can be compared by. */
const tell = (sellers: readonly SellerShape[]) =>
  sellers
    .map(({ id, nickname, listings, ordersPerDay, historyDays, reputation, hasConsent }) =>
      [id, nickname, listings, ordersPerDay, historyDays, reputation, hasConsent].join('/'),
    )
    .join(', ');

/** More sales than this on a day would run out of numbers (`numbers.ts`). */
const ORDERS_PER_DAY_MAX = 20_000;

function requirePossible({ anchorDay, sellers }: SimulatorState): void {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(anchorDay) && !Number.isNaN(Date.parse(`${anchorDay}T00:00:00Z`));
  if (!isDay) throw new Error(`anchorDay must be a day as YYYY-MM-DD, not ${anchorDay}`);
  for (const { listings, ordersPerDay, historyDays } of sellers) {
    for (const [name, value] of Object.entries({ listings, ordersPerDay, historyDays })) {
      if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not ${value}`);
    }
    if (ordersPerDay > ORDERS_PER_DAY_MAX) throw new Error(`ordersPerDay is at most ${ORDERS_PER_DAY_MAX}`);
    if (listings > LISTINGS_MAX) throw new Error(`listings are at most ${LISTINGS_MAX}`);
  }
}
