import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '@pulso/domain';
import { type CallReport, createRequest } from './request.ts';
import { createItems } from './resources/items.ts';
import { createOrders } from './resources/orders.ts';
import { createPacks } from './resources/packs.ts';
import { createShipments } from './resources/shipments.ts';
import { createUsers } from './resources/users.ts';
import { createVisits } from './resources/visits.ts';
import type { TokenProvider } from './token-provider.ts';
import type { CallBudget } from './waiting/call-budget.ts';
import { defaultRetryLimits, type RetryLimits } from './waiting/retry-policy.ts';

export interface MeliClientOptions {
  /** Without a slash at the end. */
  apiUrl: string;
  /** The seller whose client this is. */
  tokens: TokenProvider;
  /** The application's allowance; every try of every call asks it. */
  budget: CallBudget;
  clock?: Clock;
  /** For one try; 30 seconds when left out. */
  timeout_ms?: number;
  retry?: Partial<RetryLimits>;
  /** Told of every try, for counting and logs; nothing in it is secret. */
  onCall?: (report: CallReport) => void;
  /** In [0, 1), for the jitter. */
  random?: () => number;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  fetch?: typeof fetch;
}

export type MeliClient = ReturnType<typeof createMeliClient>;

const TIMEOUT_MS = 30_000;

/** Mercado Livre's resources for one seller. Every verb takes `{ signal }` and throws a MeliError. */
export function createMeliClient(options: MeliClientOptions) {
  const { clock = systemClock } = options;
  const request = createRequest({
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    tokens: options.tokens,
    budget: options.budget,
    limits: { ...defaultRetryLimits, ...options.retry },
    timeout_ms: options.timeout_ms ?? TIMEOUT_MS,
    now: () => clock.now(),
    random: options.random ?? Math.random,
    wait: options.wait ?? ((ms, signal) => sleep(ms, undefined, signal ? { signal } : {})),
    fetch: options.fetch ?? fetch,
    onCall: options.onCall ?? (() => undefined),
  });
  return {
    users: createUsers(request),
    items: createItems(request),
    visits: createVisits(request),
    orders: createOrders(request),
    packs: createPacks(request),
    shipments: createShipments(request),
  };
}
