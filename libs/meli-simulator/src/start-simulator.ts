import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { controlRoutes } from './http/control-routes.ts';
import { createServer } from './http/create-server.ts';
import { itemRoutes } from './http/item-routes.ts';
import type { Mirror } from './http/mirror.ts';
import { orderRoutes } from './http/order-routes.ts';
import { parcelRoutes } from './http/parcel-routes.ts';
import { userRoutes } from './http/user-routes.ts';
import { visitRoutes } from './http/visit-routes.ts';
import { createKeyStore } from './oauth/key-store.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import type { Simulator } from './simulator.ts';
import { readState, type SimulatorState, writeState } from './state/state-file.ts';
import { computeTruth } from './truth/compute-truth.ts';
import { createWorld, type Mutation } from './world/create-world.ts';
import { dayOf } from './world/days.ts';

export interface SimulatorOptions {
  /** The same seed is the same world. */
  seed?: string;
  /** Left out: the system's clock, moved by `advance`. */
  clock?: { now(): Date };
  /** 0 = a free one. */
  port?: number;
  /** Opens `/__control`. */
  control?: boolean;
  /** Where state is kept; null or left out = only in memory. */
  stateDir?: string | null;
  world?: { listings?: number; ordersPerDay?: number };
  /** The local day that the world is built around; today at the first start when left out. */
  anchorDay?: string;
  clientId?: string;
  clientSecret?: string;
}

const LISTINGS = 64;
const ORDERS_PER_DAY = 24;

/** Starts a Mercado Livre of one seller on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const remembered = options.stateDir ? await readState(options.stateDir) : null;
  const state = remembered ?? newState(options);
  const now = () => options.clock?.now().getTime() ?? Date.now() + state.clockOffset_ms;
  const keys = createKeyStore(state.clientId, state.keys);
  const shape = {
    listings: options.world?.listings ?? LISTINGS,
    ordersPerDay: options.world?.ordersPerDay ?? ORDERS_PER_DAY,
  };
  const world = createWorld({ seed: state.seed, anchorDay: state.anchorDay, shape, mutations: state.mutations });

  let writing = Promise.resolve();
  const persist = () => {
    // One after the other, so that a newer state is never overtaken by an older one.
    writing = writing.then(() =>
      options.stateDir ? writeState(options.stateDir, { ...state, keys: keys.state() }) : undefined,
    );
    return writing;
  };
  const change = async (mutation: Mutation) => {
    world.apply(mutation);
    state.mutations.push(mutation);
    await persist();
  };

  const counts = new Map<string, number>();
  const server = createServer((route) => counts.set(route, (counts.get(route) ?? 0) + 1));
  const mirror: Mirror = { world, keys, now };
  for (const routes of [userRoutes, itemRoutes, visitRoutes, orderRoutes, parcelRoutes]) routes(server, mirror);
  oauthRoutes(server, mirror, { clientId: state.clientId, clientSecret: state.clientSecret, persist });
  if (options.control) controlRoutes(server, () => simulator);
  await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

  const simulator: Simulator = {
    url,
    authUrl: url,
    clientId: state.clientId,
    clientSecret: state.clientSecret,
    sellers: [{ sellerId: world.seller.id, nickname: world.seller.nickname }],
    now: () => new Date(now()),
    async advance(ms) {
      if (options.clock) throw new Error('this simulator runs on a clock of its caller');
      state.clockOffset_ms += ms;
      await persist();
    },
    async issueRefreshToken(sellerId) {
      if (sellerId !== world.seller.id) throw new Error(`there is no seller ${sellerId}`);
      const pair = keys.issue(sellerId, now());
      await persist();
      return pair.refreshToken;
    },
    async addSale({ listingId = world.listings[0]?.id ?? '', quantity = 1, at = new Date(now()) } = {}) {
      const sequence = state.mutations.length;
      await change({ kind: 'sale', at: at.getTime(), listingId, quantity, sequence });
      const sale = world.ordersOfDay(dayOf(at.getTime())).at(-1);
      return { orderId: String(sale?.id) };
    },
    async cancelOrder(orderId, { at = new Date(now()) } = {}) {
      const event = {
        at: at.getTime(),
        kind: 'cancelled',
        code: 'buyer_cancel_express',
        group: 'buyer',
        by: 'buyer',
      } as const;
      await change({ kind: 'event', orderId: Number(orderId), event });
    },
    async refundOrder(orderId, { amount_cents, at = new Date(now()) }) {
      await change({
        kind: 'event',
        orderId: Number(orderId),
        event: { at: at.getTime(), kind: 'refunded', amount_cents },
      });
    },
    counters: () => Object.fromEntries(counts),
    truth: (query) => computeTruth(world, query),
    close: async () => {
      await server.close();
      await writing;
    },
  };
  await persist();
  return simulator;
}

function newState({ seed = 'pulso', anchorDay, clock, clientId, clientSecret }: SimulatorOptions): SimulatorState {
  return {
    seed,
    anchorDay: anchorDay ?? dayOf(clock?.now().getTime() ?? Date.now()),
    clientId: clientId ?? '7412589630147852',
    clientSecret: clientSecret ?? randomBytes(16).toString('hex'),
    clockOffset_ms: 0,
    keys: { pairs: [], codes: [] },
    mutations: [],
  };
}
