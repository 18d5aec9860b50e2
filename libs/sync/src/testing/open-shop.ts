import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { createMeliClient } from '@pulso/meli-client';
import type { SyncContext } from '../sync-context.ts';
import { answerFor, SELLER, type ShopWorld, type Told } from './shop-answers.ts';

export interface Shop extends ShopWorld {
  /** Answers that come before everything else, by path; a function may look at the query. */
  told: Map<string, Told | ((query: URLSearchParams) => Told)>;
  /** Told of every call before it is answered. */
  arrive: () => void;
  /** Every call so far, as `path?query`. */
  asked: string[];
}

/**
 * A tenant whose one seller is a shop that the test writes: real database, real HTTP, and a clock that stands still until the
 * test moves it. What the shop has and says is in `shop`.
 */
export async function openShop(at: string) {
  let now = new Date(at);
  const database = await createTestDatabase();
  const shop: Shop = {
    sellerId: SELLER,
    listings: new Map(),
    alsoDiscovered: [],
    prices: new Map(),
    clips: new Map(),
    visits: new Map(),
    accountVisits: {},
    orders: new Map(),
    partsLeftOut: [],
    freight: new Map(),
    told: new Map(),
    arrive: () => undefined,
    asked: [],
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://localhost');
    shop.asked.push(decodeURIComponent(pathname + search));
    shop.arrive();
    const scripted = shop.told.get(pathname);
    const told = typeof scripted === 'function' ? scripted(searchParams) : scripted;
    const {
      status = 200,
      headers = {},
      body,
      text = JSON.stringify(body),
    } = told ?? answerFor(shop, pathname, searchParams);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createMeliClient({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: { getAccessToken: async () => 'key', replaceRejectedToken: async () => 'other-key' },
    clock: { now: () => now },
    random: () => 0.5,
    wait: async () => undefined,
  });
  const [tenantId, connectionId] = [randomUUID(), randomUUID()];
  await query(database.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $2)`, {
    bind: [tenantId, now],
  });
  await query(
    database.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4)`,
    { bind: [tenantId, connectionId, SELLER, now] },
  );
  return {
    shop,
    db: database.db,
    tenantId,
    connectionId,
    /** What a sync of this instant works with. */
    context: (given: Partial<SyncContext> = {}): SyncContext => ({
      db: database.db,
      client,
      tenantId,
      connectionId,
      sellerId: SELLER,
      timeZone: 'America/Sao_Paulo',
      now,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onUnknownStatus: () => undefined,
      ...given,
    }),
    moveTo(instant: string) {
      now = new Date(instant);
    },
    /** Rows of a query on the test's own database. */
    rows: <Row extends object>(sql: string) => query<Row>(database.db, sql),
    async close() {
      server.closeAllConnections();
      server.close();
      await database.drop();
    },
  };
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>;
