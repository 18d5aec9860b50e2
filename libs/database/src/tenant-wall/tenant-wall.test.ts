import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { query } from '../query.ts';
import { read } from '../read.ts';
import { createTestDatabase, type TestDatabase, withServer } from '../testing/index.ts';
import { withTransaction } from '../with-transaction.ts';
import { write } from '../write.ts';
import { hasTenantWall } from './has-tenant-wall.ts';
import { restrictToTenant } from './restrict-to-tenant.ts';

const [OWN, OTHER] = [randomUUID(), randomUUID()];
const ALL_TENANTS = 'select tenant_id, name from tenants order by name';

describe('the wall between tenants in the database', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ poolMax: 1 });
    for (const [tenantId, name] of [
      [OWN, 'A'],
      [OTHER, 'B'],
    ]) {
      await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, $2, now())`, {
        bind: [tenantId, name],
      });
    }
  });
  afterAll(() => test.drop());

  it('stands around every table with a tenant as soon as its migration has run', async () => {
    expect(await hasTenantWall(test.db)).toBe(true);
    await query(test.db, 'create table not_walled (tenant_id uuid)');
    expect(await hasTenantWall(test.db)).toBe(false);
    await migrate(test.db);
    expect(await hasTenantWall(test.db)).toBe(true);
    const [view] = await query(test.db, `select reloptions from pg_class where relname = 'order_verdicts'`);
    expect(view).toEqual({ reloptions: ['security_invoker=true'] });
  });

  it('hides the rows of every other tenant, however they are asked for', async () => {
    const db = restrictToTenant(test.db, OWN);
    const own = [{ tenant_id: OWN, name: 'A' }];
    expect(await query(db, ALL_TENANTS)).toEqual(own);
    expect(await read(db, ALL_TENANTS)).toEqual(own);
    expect(await read(db, { name: 'all tenants', text: ALL_TENANTS })).toEqual(own);
    expect(await withTransaction(db, (transaction) => query(db, ALL_TENANTS, { transaction }))).toEqual(own);
    expect(await query(db, 'select from tenants where tenant_id = $1', { bind: [OTHER] })).toEqual([]);
    expect(await query(db, 'select from order_verdicts where tenant_id = $1', { bind: [OTHER] })).toEqual([]);
  });

  it('lets nothing of another tenant be changed, made or taken away', async () => {
    const db = restrictToTenant(test.db, OWN);
    expect(await write(db, `update tenants set name = 'C' returning name`)).toEqual([{ name: 'C' }]);
    expect(await write(db, 'delete from tenants where tenant_id = $1 returning 1', { bind: [OTHER] })).toEqual([]);
    const stolen = write(db, `insert into tenants (tenant_id, name, created_at) values ($1, 'D', now())`, {
      bind: [randomUUID()],
    });
    await expect(stolen).rejects.toMatchObject({ original: { code: '42501' } });
    await write(db, `update tenants set name = 'A'`);
    expect(await query(test.db, ALL_TENANTS)).toHaveLength(2);
  });

  it.each(['users', 'user_credentials', 'user_sessions', 'user_verifications', 'user_second_factors', 'user_passkeys'])(
    'hides all of %s, because people and how they sign in belong to no tenant',
    async (table) => {
      const asked = query(restrictToTenant(test.db, OWN), `select 1 from ${table}`);
      await expect(asked).rejects.toMatchObject({ original: { code: '42501' } });
    },
  );

  it('hides the members, invitations and audit log of every other tenant', async () => {
    const userId = randomUUID();
    await query(test.db, `insert into users (id, name, email) values ($1, 'a', 'a@example.com')`, { bind: [userId] });
    for (const tenantId of [OWN, OTHER]) {
      const bind = [tenantId, randomUUID()];
      await query(test.db, `insert into members values ($1, $2, 'owner', now())`, { bind: [tenantId, userId] });
      await query(
        test.db,
        `insert into invitations values ($1, $2, 'b@example.com', 'viewer', ($2::uuid)::text, now(), now())`,
        { bind },
      );
      await query(
        test.db,
        `insert into audit_entries (tenant_id, entry_id, action, happened_at) values ($1, $2, 'signed_in', now())`,
        { bind },
      );
    }
    for (const table of ['members', 'invitations', 'audit_entries']) {
      expect(await query(restrictToTenant(test.db, OWN), `select tenant_id from ${table}`)).toEqual([
        { tenant_id: OWN },
      ]);
    }
  });

  it('ends with each statement, so that the same connection works for another tenant next', async () => {
    expect(await read(restrictToTenant(test.db, OTHER), ALL_TENANTS)).toEqual([{ tenant_id: OTHER, name: 'B' }]);
    await expect(read(restrictToTenant(test.db, OTHER), 'select nonsense')).rejects.toMatchObject({ code: '42703' });
    expect(await read(restrictToTenant(test.db, OWN), ALL_TENANTS)).toEqual([{ tenant_id: OWN, name: 'A' }]);
    await expect(read(restrictToTenant(test.db, `'; select 1; --`), ALL_TENANTS)).rejects.toMatchObject({
      code: '22P02',
    });
    expect(await read(test.db, ALL_TENANTS)).toHaveLength(2);
  });

  it('keeps neither the owner from a backup of everything nor other programs from what they may read', async () => {
    const user = `pulso_test_${randomBytes(6).toString('hex')}`;
    await query(test.db, `create role ${user} login password '${user}'`);
    try {
      await query(test.db, `grant select on tenants to ${user}`);
      await withServer(urlOf(user), async (client) => {
        await client.query('set row_security = on');
        expect((await client.query(ALL_TENANTS)).rows).toHaveLength(2);
        await expect(client.query('set role pulso_tenant')).rejects.toMatchObject({ code: '42501' });
      });
    } finally {
      await query(test.db, `drop owned by ${user}`);
      await query(test.db, `drop role ${user}`);
    }
  });

  it('is missing, and said to be, where the owner may not make roles; everything else is there', async () => {
    const owner = `pulso_test_${randomBytes(6).toString('hex')}`;
    const own = await createTestDatabase({ empty: true, poolMax: 1 });
    await query(own.db, `create role ${owner} login password '${owner}'`);
    await query(own.db, `alter database ${new URL(own.url).pathname.slice(1)} owner to ${owner}`);
    const db = createDatabase({ url: urlOf(owner, own.url), poolMax: 1, applicationName: 'pulso-test' });
    try {
      expect((await migrate(db)).length).toBeGreaterThan(0);
      expect(await hasTenantWall(db)).toBe(false);
      await query(own.db, `grant pulso_tenant to ${owner}`);
      await query(own.db, `alter role ${owner} createrole`);
      await migrate(db);
      expect(await hasTenantWall(db)).toBe(true);
      expect(await query(restrictToTenant(db, OWN), ALL_TENANTS)).toEqual([]);
      await query(db, 'set row_security = off');
      expect(await query(db, ALL_TENANTS)).toEqual([]);
    } finally {
      await db.close();
      await query(own.db, `reassign owned by ${owner} to current_user`);
      await query(own.db, `drop owned by ${owner}`);
      await query(own.db, `drop role ${owner}`);
      await own.drop();
    }
  });

  function urlOf(user: string, url = test.url): string {
    const own = new URL(url);
    own.username = user;
    own.password = user;
    return own.href;
  }
});
