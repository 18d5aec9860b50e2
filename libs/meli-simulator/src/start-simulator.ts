import type { AddressInfo } from 'node:net';
import { createHands } from './create-hands.ts';
import { faultRoutes } from './faults/fault-routes.ts';
import type { FaultRuleWish } from './faults/fault-rule.ts';
import { installFaults } from './faults/install-faults.ts';
import type { ThrottleRuleWish } from './faults/throttle-rule.ts';
import { adRoutes } from './http/ad-routes.ts';
import { claimRoutes } from './http/claim-routes.ts';
import { competitionRoutes } from './http/competition-routes.ts';
import { controlKeyRoutes } from './http/control-key-routes.ts';
import { controlRoutes } from './http/control-routes.ts';
import { createServer } from './http/create-server.ts';
import { discoveryRoutes } from './http/discovery-routes.ts';
import { itemRoutes } from './http/item-routes.ts';
import type { BulkProjection, Mirror, OldVisits } from './http/mirror.ts';
import { multigetRoutes } from './http/multiget-routes.ts';
import { orderRoutes } from './http/order-routes.ts';
import { parcelRoutes } from './http/parcel-routes.ts';
import { questionRoutes } from './http/question-routes.ts';
import { tellOddly } from './http/tell-oddly.ts';
import { userRoutes } from './http/user-routes.ts';
import { visitRoutes } from './http/visit-routes.ts';
import { visitTotalRoutes } from './http/visit-total-routes.ts';
import type { NoticeRules } from './notices/notice-rules.ts';
import { openNotices } from './notices/open-notices.ts';
import { authorizationPage } from './oauth/authorization-page.ts';
import { GOOD_STANDING, type KeyRules, requireKeyRules } from './oauth/key-rules.ts';
import { createKeyStore, type KeyStore } from './oauth/key-store.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import type { ScenarioName } from './scenarios/scenarios.ts';
import { withScenario } from './scenarios/with-scenario.ts';
import type { Simulator } from './simulator.ts';
import { openState, type StateWish } from './state/open-state.ts';
import { computeTruth } from './truth/compute-truth.ts';
import { createMarket } from './world/create-market.ts';
import type { SellerShape } from './world/seller-shape.ts';

/** What a simulator is started with. `seed`, `anchorDay`, `world` and `sellers` are fixed at the first start of a state folder. */
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
  /** What becomes of visits more than 150 days back; `told` when left out. */
  oldVisits?: OldVisits;
  /** Has answers take the rarer of the forms that the document knows: nulls, ids as texts, words nobody knew. */
  toldOddly?: boolean;
  /** Whether the sellers use Product Ads; `present` when left out. */
  ads?: 'present' | 'absent';
  /** How keys are given out; an application in good standing where left out. */
  keyRules?: Partial<KeyRules>;
  /** Where notices go, and what happens to them on the way; nowhere when left out. */
  notifications?: Partial<NoticeRules>;
  /** A day at Mercado Livre by its name; what the other options say besides has the last word. */
  scenario?: ScenarioName;
  /** What goes wrong on the way, rule by rule; nothing when left out. See `setFaults`. */
  faults?: readonly FaultRuleWish[];
  /** How many calls a second are answered, endpoint by endpoint; any number when left out. See `setThrottle`. */
  throttle?: readonly ThrottleRuleWish[];
  /** The same faults for the same seed, rules and calls; the world's seed when left out. */
  faultSeed?: string;
}

const ROUTES = [
  userRoutes,
  discoveryRoutes,
  multigetRoutes,
  itemRoutes,
  visitRoutes,
  visitTotalRoutes,
  orderRoutes,
  parcelRoutes,
  claimRoutes,
  questionRoutes,
  competitionRoutes,
  adRoutes,
];

/**
 * Starts a Mercado Livre of one seller or several.
 * @throws Error when the port is taken, a wish cannot be, or the state folder cannot be read or keeps another world
 */
export async function startSimulator(wish: SimulatorOptions = {}): Promise<Simulator> {
  const options = withScenario(wish);
  const { clock, host = '127.0.0.1', port = 0, control = false, stateDir = null } = options;
  const started = clock?.now().getTime() ?? Date.now();
  const { state, persist: write, settled } = await openState(stateDir, { wish: options, now: started });
  const now = () => clock?.now().getTime() ?? Date.now() + state.clockOffset_ms;
  const rules = { ...GOOD_STANDING, ...options.keyRules };
  requireKeyRules(rules);
  const keys = createKeyStore(state.clientId, state.keys, rules);
  const market = createMarket(state, state.mutations);
  takeConsentsBack(state.sellers, keys, now());
  const persist = () => {
    state.keys = keys.state();
    return write();
  };
  await persist();

  const counts = new Map<string, number>();
  const server = createServer(async (request, reply) => {
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    if (!route.includes('/__control')) counts.set(route, (counts.get(route) ?? 0) + 1);
    await faults.arrive(request, reply);
  });
  const { bulkProjection = 'full', legacyMultiget = 'gone', oldVisits = 'told', ads = 'present' } = options;
  const mirror: Mirror = { market, keys, rules, now, bulkProjection, legacyMultiget, oldVisits, ads };
  const faults = installFaults(server, { ...options, seed: state.seed, now });
  if (options.toldOddly) tellOddly(server);
  for (const routes of ROUTES) routes(server, mirror);
  const application = { clientId: state.clientId, clientSecret: state.clientSecret, persist };
  authorizationPage(server, mirror, application);
  oauthRoutes(server, mirror, application);
  const notifier = openNotices(server, mirror, { ...options, state, persist, control, isClockOurs: !clock });
  if (control) {
    controlRoutes(server, () => simulator);
    controlKeyRoutes(server, () => simulator);
    faultRoutes(server, faults);
  }
  await server.listen({ host, port });
  const url = `http://${host}:${(server.server.address() as AddressInfo).port}`;

  const simulator: Simulator = {
    url,
    authUrl: url,
    clientId: state.clientId,
    clientSecret: state.clientSecret,
    sellers: market.worlds.map(({ seller }) => ({ sellerId: seller.id, nickname: seller.nickname })),
    now: () => new Date(now()),
    ...createHands({ mirror, state, persist, notifier, isClockOurs: !clock }),
    setFaults: faults.set,
    setThrottle: faults.setThrottle,
    faultsGiven: faults.given,
    counters: () => Object.fromEntries(counts),
    truth: (query) =>
      computeTruth(query.sellerId === undefined ? market.worlds[0] : market.worldOf(query.sellerId), query),
    async close() {
      await notifier.close();
      await server.close();
      await settled();
    },
  };
  return simulator;
}

/** Sellers without consent once gave it: the application holds keys of theirs, which are dead. */
function takeConsentsBack(sellers: readonly SellerShape[], keys: KeyStore, now: number): void {
  const known = new Set(keys.state().pairs.map((pair) => pair.sellerId));
  for (const { id, hasConsent } of sellers) {
    if (hasConsent || known.has(id) || keys.isRevoked(id)) continue;
    keys.issueRefreshToken(id, now);
    keys.revoke(id);
  }
}
