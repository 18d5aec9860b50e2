import { randomUUID } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getFreshness } from './get-freshness.ts';

const NOW = new Date('2026-11-20T15:00:00Z');
const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
const HOUR = 60;

let test: TestDatabase;
let tenantId: string;
let sellers = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  ({ tenantId } = await createTenant(test.db, { name: 'Loja', now: NOW }));
});

type Ages = Partial<Record<'listings' | 'orders' | 'visits', number>>;

/** A connection whose sources were read so many minutes ago; one that is left out was not read yet. */
async function connect(status: string, ages_minutes: Ages): Promise<string> {
  const connectionId = randomUUID();
  sellers += 1;
  await query(
    test.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', $4, $5, $5)`,
    { bind: [tenantId, connectionId, sellers, status, NOW] },
  );
  for (const [source, minutes] of Object.entries(ages_minutes)) {
    await query(
      test.db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at) values ($1, $2, $3, $4, $4)`,
      { bind: [tenantId, connectionId, source, new Date(NOW.getTime() - minutes * 60_000)] },
    );
  }
  return connectionId;
}

/** A listing whose visits were read so many minutes ago; null = never. */
async function list(
  connectionId: string,
  { id, read: minutes, status = 'active' }: { id: string; read: number | null; status?: string },
) {
  const readAt = minutes === null ? null : new Date(NOW.getTime() - minutes * 60_000);
  await query(
    test.db,
    `insert into listings (tenant_id, listing_id, connection_id, access, status, visits_read_at) values ($1, $2, $3, 'readable', $4, $5)`,
    { bind: [tenantId, id, connectionId, status, readAt] },
  );
}

async function read() {
  const [tenant] = await getFreshness(test.db, { promise, now: NOW, tenantId });
  if (!tenant) throw new Error('the tenant is gone');
  return tenant;
}

const allRead = (minutes: number): Ages => ({ listings: minutes, orders: minutes, visits: minutes });

describe('freshness of a tenant', () => {
  it('is the worst of its active connections', async () => {
    await connect('active', allRead(5));
    await connect('active', { ...allRead(5), orders: 121 });
    expect((await read()).status).toBe('late');
    await connect('active', { ...allRead(5), listings: 1561 });
    expect((await read()).status).toBe('stale');
    await connect('active', { listings: 5, visits: 5 });
    expect((await read()).status).toBe('never');
  });

  it('is not that of a connection whose seller has to authorise again, while another is read', async () => {
    await connect('active', allRead(5));
    await connect('reauthorisation_required', allRead(30 * HOUR));
    const { status, sources } = await read();
    expect(status).toBe('fresh');
    expect(sources.map((one) => one.status).sort()).toEqual(['fresh', 'fresh', 'fresh', 'late', 'stale', 'stale']);
  });

  it('is that of its lost connections when there is no other, and a disconnected one counts for nothing', async () => {
    await connect('disconnected', allRead(5));
    expect(await read()).toMatchObject({ status: 'never', sources: [] });
    await connect('reauthorisation_required', allRead(3 * HOUR));
    expect(await read()).toMatchObject({ status: 'late' });
  });

  it('takes visits by the oldest of the newest reads over listings still owed, with 26 and 50 hours at least', async () => {
    const connectionId = await connect('active', allRead(5));
    const visits = async () => (await read()).sources.find((one) => one.source === 'visits')?.status;
    await list(connectionId, { id: 'MLB1', read: 10 });
    await list(connectionId, { id: 'MLB2', read: 26 * HOUR });
    await list(connectionId, { id: 'MLB3', read: null, status: 'closed' });
    expect(await visits()).toBe('fresh');
    await list(connectionId, { id: 'MLB4', read: 26 * HOUR + 1 });
    expect(await visits()).toBe('late');
    await list(connectionId, { id: 'MLB5', read: 50 * HOUR + 1 });
    expect(await visits()).toBe('stale');
    await list(connectionId, { id: 'MLB6', read: null });
    expect(await visits()).toBe('never');
  });
});
