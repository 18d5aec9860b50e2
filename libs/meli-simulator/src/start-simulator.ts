import type { AddressInfo } from 'node:net';
import { createHands } from './create-hands.ts';
import { controlRoutes } from './http/control-routes.ts';
import { createServer } from './http/create-server.ts';
import { discoveryRoutes } from './http/discovery-routes.ts';
import { itemRoutes } from './http/item-routes.ts';
import type { BulkProjection, Mirror } from './http/mirror.ts';
import { multigetRoutes } from './http/multiget-routes.ts';
import { orderRoutes } from './http/order-routes.ts';
import { parcelRoutes } from './http/parcel-routes.ts';
import { userRoutes } from './http/user-routes.ts';
import { visitRoutes } from './http/visit-routes.ts';
import { createKeyStore } from './oauth/key-store.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import type { Simulator } from './simulator.ts';
import { openState, type StateWish } from './state/open-state.ts';
import { computeTruth } from './truth/compute-truth.ts';
import { createWorld } from './world/create-world.ts';

/** What a simulator is started with. `seed`, `anchorDay` and `world` are fixed at the first start of a state folder. */
export interface SimulatorOptions extends StateWish {
  /** Left out: the system's clock, moved by what `setNow` and `advance_ms` said. */
  clock?: { now(): Date };
  /** `127.0.0.1` when left out. */
  host?: string;
  /** 0 = a free one. */
  port?: number;
  /** Opens `/__control`. */
  control?: boolean;
  /** Where state is kept; null or left out = only in memory. */
  stateDir?: string | null;
  /** How a multiget answers a field projection; `full` when left out. */
  bulkProjection?: BulkProjection;
  /** Whether `/items?ids=` still answers; `gone` when left out. */
  legacyMultiget?: 'on' | 'gone';
}

const ROUTES = [userRoutes, discoveryRoutes, multigetRoutes, itemRoutes, visitRoutes, orderRoutes, parcelRoutes];

/**
 * Starts a Mercado Livre of one seller.
 * @throws Error when the port is taken, or the state folder cannot be read or keeps another world
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { clock, host = '127.0.0.1', port = 0, control = false, stateDir = null } = options;
  const started = clock?.now().getTime() ?? Date.now();
  const { state, persist: write, settled } = await openState(stateDir, { wish: options, now: started });
  const now = () => clock?.now().getTime() ?? Date.now() + state.clockOffset_ms;
  const keys = createKeyStore(state.clientId, state.keys);
  const world = createWorld({ seed: state.seed, anchorDay: state.anchorDay, ...state.size }, state.mutations);
  const persist = () => {
    state.keys = keys.state();
    return write();
  };
  await persist();

  const counts = new Map<string, number>();
  const server = createServer((_request, route) => {
    if (!route.includes('/__control')) counts.set(route, (counts.get(route) ?? 0) + 1);
  });
  const { bulkProjection = 'full', legacyMultiget = 'gone' } = options;
  const mirror: Mirror = { world, keys, now, bulkProjection, legacyMultiget };
  for (const routes of ROUTES) routes(server, mirror);
  oauthRoutes(server, mirror, { clientId: state.clientId, clientSecret: state.clientSecret, persist });
  if (control) controlRoutes(server, () => simulator);
  await server.listen({ host, port });
  const url = `http://${host}:${(server.server.address() as AddressInfo).port}`;

  const simulator: Simulator = {
    url,
    authUrl: url,
    clientId: state.clientId,
    clientSecret: state.clientSecret,
    sellers: [{ sellerId: world.seller.id, nickname: world.seller.nickname }],
    now: () => new Date(now()),
    ...createHands({ mirror, state, persist, isClockOurs: !clock }),
    counters: () => Object.fromEntries(counts),
    truth: (query) => computeTruth(world, query),
    async close() {
      await server.close();
      await settled();
    },
  };
  return simulator;
}
