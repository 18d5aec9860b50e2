import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createUser } from '@pulso/members';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { openMember, openPerson, PASSWORD, type Person } from '../testing/open-person.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let tenantId: string;
let otherId: string;
let owner: Person;
beforeAll(async () => {
  api = await startTestApi({ settings: { database: 'external' }, refusals: { most: 4, per_seconds: 600 } });
  ({ tenantId: otherId } = await createTenant(api.database.db, { name: 'Vizinha', now: NOW }));
  await insertConnection(api.database.db, otherId, { sellerId: 202 });
});
afterAll(() => api.close());
beforeEach(async () => {
  const { db } = api.database;
  await query(db, 'delete from users');
  await query(db, 'delete from tenants where tenant_id <> $1', { bind: [otherId] });
  ({ tenantId } = await createTenant(db, { name: 'Loja Azul', now: NOW }));
  await insertConnection(db, tenantId, { sellerId: 101 });
  owner = await openMember(api, tenantId, { email: 'ana@example.com', role: 'owner' });
});

const given = { companyName: 'Loja Azul', password: PASSWORD };
const erase = (person: Person, body: object = given) => person.post('erase-company', body);
const isThere = async (id = tenantId) =>
  (await query(api.database.db, 'select from tenants where tenant_id = $1', { bind: [id] })).length > 0;

describe('erasing a company on the page', () => {
  test('takes the name and the password of an owner, leaves a receipt, and signs everybody of it out', async () => {
    const colleague = await openMember(api, tenantId, { email: 'leo@example.com', role: 'viewer' });
    await createUser(api.auth, otherId, { email: 'ana@example.com', role: 'viewer', password: null });
    const answer = await erase(owner);
    expect(answer).toMatchObject({
      status: 200,
      body: { receiptId: expect.any(String), people: 1, rows: { tenants: 1, connections: 1, members: 2 } },
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^pulso_session=; Max-Age=0/);
    expect(await isThere()).toBe(false);
    expect((await colleague.ask('session.get')).status).toBe(401);
    expect((await owner.ask('session.get')).status).toBe(401);
    expect(await isThere(otherId)).toBe(true);
    const kept = await query(
      api.database.db,
      'select asked_by, receipt_id from erasure_receipts where erased_tenant_id = $1',
      {
        bind: [tenantId],
      },
    );
    expect(kept).toEqual([{ asked_by: 'owner', receipt_id: (answer.body as { receiptId: string }).receiptId }]);
    // Who is a member elsewhere signs in as before.
    await owner.post('sign-in', { email: 'ana@example.com', password: PASSWORD });
    expect(await owner.ask('session.get')).toMatchObject({ body: { result: { data: { tenantName: 'Vizinha' } } } });
  });

  test.each([
    ['another name', { ...given, companyName: 'Loja' }, 400],
    ['no name', { password: PASSWORD }, 400],
    ['the id of a company', { ...given, tenantId: '6a0e7c1a-8f0b-4d0e-9b57-1f6f6c1f7a10' }, 400],
    ['another password', { ...given, password: 'not the password' }, 401],
  ])('is refused with %s, and nothing is gone', async (_, body, status) => {
    expect((await erase(owner, body)).status).toBe(status);
    expect(await isThere()).toBe(true);
    expect((await owner.ask('session.get')).status).toBe(200);
    expect(
      await query(api.database.db, 'select from erasure_receipts where erased_tenant_id = $1', { bind: [tenantId] }),
    ).toEqual([]);
  });

  test('is refused to whoever is no owner, to whoever is not signed in, and to another site', async () => {
    for (const role of ['member', 'viewer'] as const) {
      const person = await openMember(api, tenantId, { email: `${role}@example.com`, role });
      expect((await erase(person)).status).toBe(403);
    }
    expect((await erase(openPerson(api))).status).toBe(401);
    const foreign = await owner.post('erase-company', given, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(await isThere()).toBe(true);
  });

  test('a password that is tried out has to wait like one for signing in, and is written down', async () => {
    const strict = await startTestApi({ settings: { database: 'external' }, refusals: { most: 2, per_seconds: 600 } });
    try {
      const person = await openMember(strict, strict.tenant.tenantId, { email: 'ana@example.com', role: 'owner' });
      const attempt = (password: string) => erase(person, { companyName: 'Loja', password });
      const statuses: number[] = [];
      for (const password of ['one that is wrong', 'another wrong one', PASSWORD]) {
        statuses.push((await attempt(password)).status);
      }
      expect(statuses).toEqual([401, 401, 429]);
      const refused = await query(strict.database.db, `select from audit_entries where action = 'sign_in_refused'`);
      expect(refused).toHaveLength(2);
      expect((await person.ask('session.get')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });

  test('the page that opens without a password erases nothing', async () => {
    const local = await startTestApi();
    try {
      expect((await erase(openPerson(local), { companyName: 'Loja', password: PASSWORD })).status).toBe(401);
      expect(await query(local.database.db, 'select from tenants')).toHaveLength(1);
    } finally {
      await local.close();
    }
  });
});
