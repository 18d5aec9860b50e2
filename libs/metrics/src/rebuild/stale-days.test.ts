import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rebuildDays } from './rebuild-days.ts';
import { listStaleDays } from './stale-days.ts';

const [tenantId, other] = [randomUUID(), randomUUID()];
let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
  for (const id of [tenantId, other]) {
    await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', now())`, {
      bind: [id],
    });
  }
});
afterAll(() => test.drop());

const note = (id: string, first: string, last: string) =>
  query(test.db, 'insert into stale_days (tenant_id, first_day, last_day) values ($1, $2, $3)', {
    bind: [id, first, last],
  });

it('notes of days and of stretches of days are one list of days, of this tenant alone, each day once', async () => {
  await note(tenantId, '2026-11-18', '2026-11-20');
  await note(tenantId, '2026-02-28', '2026-03-01');
  await note(tenantId, '2026-11-19', '2026-11-19');
  await note(other, '2026-01-01', '2026-01-01');
  const { days, noteIds } = await listStaleDays(test.db, tenantId);
  expect(days).toEqual(['2026-02-28', '2026-03-01', '2026-11-18', '2026-11-19', '2026-11-20']);
  expect(noteIds).toHaveLength(3);
});

it('a day whose notes name their listings is told apart, unless another note is of every listing', async () => {
  const id = randomUUID();
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', now())`, { bind: [id] });
  await note(id, '2026-11-18', '2026-11-19');
  for (const day of ['2026-11-17', '2026-11-19', '2026-11-20']) {
    await query(
      test.db,
      `insert into stale_days (tenant_id, first_day, last_day, listing_ids) values ($1, $2, $2, '{MLB1}')`,
      { bind: [id, day] },
    );
  }
  const { days, namedDays, noteIds } = await listStaleDays(test.db, id);
  expect(days).toEqual(['2026-11-18', '2026-11-19']);
  expect(namedDays).toEqual(['2026-11-17', '2026-11-20']);
  expect(noteIds).toHaveLength(4);
});

it('a note that is made while its day is rebuilt outlives the rebuild', async () => {
  const stale = await listStaleDays(test.db, tenantId);
  await note(tenantId, '2026-11-19', '2026-11-19');
  await rebuildDays(test.db, tenantId, { days: [], stale, now: new Date('2026-11-20T15:00:00Z') });
  expect((await listStaleDays(test.db, tenantId)).days).toEqual(['2026-11-19']);
  expect((await listStaleDays(test.db, other)).days).toEqual(['2026-01-01']);
});
