import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '@pulso/domain';
import { type CallReport, createRequest } from './request.ts';
import { createAds } from './resources/ads.ts';
import { createClaims } from './resources/claims.ts';
import { createCompetition } from './resources/competition.ts';
import { createItems } from './resources/items.ts';
import { createMissedFeeds } from './resources/missed-feeds.ts';
import { createOrders } from './resources/orders.ts';
import { createPacks } from './resources/packs.ts';
import { createQuestions } from './resources/questions.ts';
import { createReputation } from './resources/reputation.ts';
import { createShipments } from './resources/shipments.ts';
import { createUsers } from './resources/users.ts';
import { createVisits } from './resources/visits.ts';
import type { TokenProvider } from './token-provider.ts';
import type { CallBudget } from './waiting/call-budget.ts';
import { defaultRetryLimits, type RetryLimits } from './waiting/retry-policy.ts';

/** One line per try; any logger with this method fits, pino's among them. */
export interface CallLog {
  debug(report: CallReport, message: string): void;
}

export interface MeliClientOptions {
  apiUrl: string;
  /** The keys of the seller whose client this is. Wrap it in `singleFlight` when calls run side by side. */
  tokens: TokenProvider;
  /** The application's allowance; every try of every call asks it. Left out: none, for scripts that call rarely. */
  budget?: CallBudget;
  clock?: Clock;
  log?: CallLog;
  /** For one try; 30 seconds when left out. */
  timeout_ms?: number;
  retry?: Partial<RetryLimits>;
  /** Told of every try, for counting; nothing in it is secret. */
  onCall?: (report: CallReport) => void;
  /** In [0, 1), for the jitter. */
  random?: () => number;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  fetch?: typeof fetch;
}

export type MeliClient = ReturnType<typeof createMeliClient>;

const TIMEOUT_MS = 30_000;
const boundless: CallBudget = { rates: null, take: async () => undefined };

/**
 * Mercado Livre's resources for one seller, at most three calls in flight. Every verb takes `{ signal }`, throws a MeliError
 * (which says whether trying later may help), the signal's reason once aborted, or what the token provider threw.
 */
export function createMeliClient(options: MeliClientOptions) {
  const { clock = systemClock, log, onCall } = options;
  const request = createRequest({
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    tokens: options.tokens,
    budget: options.budget ?? boundless,
    limits: { ...defaultRetryLimits, ...options.retry },
    timeout_ms: options.timeout_ms ?? TIMEOUT_MS,
    now: () => clock.now(),
    random: options.random ?? Math.random,
    wait: options.wait ?? ((ms, signal) => sleep(ms, undefined, signal ? { signal } : {})),
    fetch: options.fetch ?? fetch,
    onCall(report) {
      log?.debug(report, 'call to Mercado Livre');
      onCall?.(report);
    },
  });
  return {
    users: createUsers(request),
    items: createItems(request),
    visits: createVisits(request),
    orders: createOrders(request),
    packs: createPacks(request),
    shipments: createShipments(request),
    missedFeeds: createMissedFeeds(request),
    claims: createClaims(request),
    questions: createQuestions(request),
    reputation: createReputation(request),
    ads: createAds(request),
    competition: createCompetition(request),
  };
}
