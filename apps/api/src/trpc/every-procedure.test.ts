import { randomUUID } from 'node:crypto';
import { createTenant, type Tenant } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { finishJobRun, openJobRun } from '@pulso/job-log';
import { invite } from '@pulso/members';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { openMember, openPerson, type Person, type ProcedureKind } from '../testing/open-person.ts';
import { createRunnerDouble, GOOD } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { appRouter } from './router.ts';

/** Everything of a tenant that an input can name. */
interface Ids {
  connectionId: string;
  listingId: string;
  jobLogId: string;
  userId: string;
  invitationId: string;
}

const DAYS = { from: '2026-11-17', to: '2026-11-23' };
const PAGE = { sort: 'gmv', direction: 'desc', limit: 10, offset: 0, search: null };

const CATALOGUE = {
  days: 7,
  sort: 'gmv',
  direction: 'desc',
  search: null,
  statuses: null,
  clip: null,
  abcClasses: null,
};

/** An input of every procedure, naming as many ids as it takes. Whoever adds a procedure adds its line here. */
const samples: Record<string, (ids: Ids) => unknown> = {
  'session.get': () => undefined,
  'session.access': () => undefined,
  'session.passkeys': () => undefined,
  'connections.list': () => undefined,
  'connections.details': () => undefined,
  'connections.disconnect': ({ connectionId }) => ({ connectionId }),
  'overview.totals': ({ connectionId }) => ({ days: 7, connectionId }),
  'overview.comparison': ({ connectionId }) => ({ days: 7, connectionId }),
  'overview.series': ({ connectionId }) => ({ days: 7, connectionId }),
  'overview.falling': ({ connectionId }) => ({ days: 7, connectionId, limit: 5 }),
  'overview.listings': ({ connectionId }) => ({ days: 7, connectionId, ...PAGE }),
  'overview.stock': ({ connectionId }) => ({ connectionId, limit: 5 }),
  'freshness.get': () => undefined,
  'coverage.list': ({ connectionId, listingId }) => ({ ...DAYS, connectionId, sources: ['visits'], listingId }),
  'listings.list': ({ connectionId }) => ({ ...CATALOGUE, connectionId, limit: 10, offset: 0 }),
  'listings.export': ({ connectionId }) => ({ ...CATALOGUE, connectionId }),
  'listings.history': ({ listingId }) => ({ listingId, ...DAYS }),
  'evidence.list': ({ connectionId, listingId }) => ({
    ...DAYS,
    connectionId,
    listingId,
    verdict: null,
    limit: 10,
    cursor: null,
  }),
  'evidence.corrections': ({ connectionId, listingId }) => ({
    ...DAYS,
    connectionId,
    listingId,
    limit: 10,
    before: null,
  }),
  'evidence.asOf': ({ connectionId, listingId }) => ({ ...DAYS, connectionId, listingId, asOf: NOW.toISOString() }),
  'jobs.refresh': () => ({}),
  'jobs.get': ({ jobLogId }) => ({ jobLogId }),
  'jobs.follow': ({ jobLogId }) => ({ jobLogId }),
  'jobs.list': () => ({ jobType: null, day: null, limit: 10 }),
  'jobs.calendar': () => ({ jobType: 'sync-mercadolivre' }),
  'jobs.again': ({ jobLogId }) => ({ jobLogId }),
  'schedule.list': () => undefined,
  'schedule.pause': () => ({ jobType: 'housekeeping' }),
  'schedule.resume': () => ({ jobType: 'housekeeping' }),
  'members.list': () => undefined,
  'members.invite': () => ({ email: 'new@example.com', role: 'viewer' }),
  'members.revokeInvitation': ({ invitationId }) => ({ invitationId }),
  'members.changeRole': ({ userId }) => ({ userId, role: 'viewer' }),
  'members.remove': ({ userId }) => ({ userId }),
  'members.makeResetLink': ({ userId }) => ({ userId }),
  'members.removeFactors': ({ userId }) => ({ userId }),
  'members.audit': () => ({ before: null, limit: 10 }),
  'company.zone': () => undefined,
  'company.changeZone': () => ({ timeZone: 'America/Manaus' }),
  'alerts.list': () => undefined,
  'alerts.tryOut': () => ({}),
  'reconciliation.compare': ({ connectionId }) => ({ ...DAYS, connectionId, orders: 1, revenue_cents: null }),
};

/** What the router keeps of a procedure, which its types hide. */
interface Declared {
  _def: { type: ProcedureKind; meta?: { least: string } };
}

const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { type, meta } = (procedure as unknown as Declared)._def;
  return { name, type, least: meta?.least ?? (type === 'mutation' ? 'owner' : 'viewer') };
});

let api: TestApi;
let other: Tenant;
let own: Ids;
let foreign: Ids;
const people = {} as Record<'owner' | 'member' | 'viewer', Person>;

beforeAll(async () => {
  const settings = { database: 'external' } as const;
  api = await startTestApi({ settings, runner: ({ db }) => createRunnerDouble(db), openReplica });
  const { tenantId } = api.tenant;
  for (const role of ['owner', 'member', 'viewer'] as const) {
    people[role] = await openMember(api, tenantId, { email: `${role}@example.com`, role });
  }
  other = await createTenant(api.database.db, { name: 'Segredo Alheio', now: NOW });
  own = await furnish(tenantId, 'own');
  foreign = await furnish(other.tenantId, 'foreign');
});
afterAll(() => api.close());

const REPLICA = 'replica of the tests';

/** The same database again, for sessions that cannot write, as a replica has them: what reads there shows that it only reads. */
function openReplica({ url }: { url: string }) {
  const readOnly = new URL(url);
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
  return createDatabase({ url: readOnly.href, poolMax: 5, applicationName: REPLICA });
}

async function furnish(tenantId: string, name: string): Promise<Ids> {
  const { db } = api.database;
  const connectionId = await insertConnection(db, tenantId);
  const listingId = `MLB${name === 'own' ? 1 : 2}`;
  await query(
    db,
    `insert into listings (tenant_id, listing_id, connection_id, access, date_created, read_at)
     values ($1, $2, $3, 'readable', $4, $4)`,
    { bind: [tenantId, listingId, connectionId, NOW] },
  );
  const asked = { jobType: 'rebuild-daily-metrics', trigger: 'api' as const, slot: null, params: {}, now: NOW };
  const { run } = await openJobRun(db, tenantId, asked);
  await finishJobRun(db, tenantId, { run, outcome: GOOD, now: NOW });
  await openMember(api, tenantId, { email: `${name}-owner@example.com`, role: 'owner' });
  const { userId } = await openMember(api, tenantId, { email: `${name}-other@example.com`, role: 'member' });
  const invited = { email: `${name}-invited@example.com`, role: 'viewer', actor: null } as const;
  const { invitationId } = await invite(api.auth, tenantId, invited);
  return { connectionId, listingId, jobLogId: run.jobLogId, userId, invitationId };
}

const unknown = (): Ids => ({
  connectionId: randomUUID(),
  listingId: 'MLB999',
  jobLogId: randomUUID(),
  userId: randomUUID(),
  invitationId: randomUUID(),
});

const ask = (person: Person, { name, type }: { name: string; type: ProcedureKind }, ids: Ids) =>
  person.ask(name, samples[name]?.(ids), type);

/** Everything that the other tenant has, to see whether anything of it was changed. */
async function readForeign(): Promise<string> {
  const ofFacts = ['tenants', 'connections', 'listings', 'job_logs', 'schedule_pauses'];
  const tables = [...ofFacts, 'members', 'invitations', 'audit_entries'];
  const rows = tables.map((table) =>
    query(api.database.db, `select t::text from ${table} t where tenant_id = $1 order by 1`, {
      bind: [other.tenantId],
    }),
  );
  return JSON.stringify(await Promise.all(rows));
}

test('every procedure has a sample input, and no sample is of a procedure that is gone', () => {
  expect(Object.keys(samples).sort()).toEqual(procedures.map(({ name }) => name).sort());
});

describe.each(procedures)('the procedure $name', (procedure) => {
  test(`${procedure.name} is for people who are signed in`, async () => {
    const answer = await ask(openPerson(api), procedure, own);
    expect(answer).toMatchObject({ status: 401, body: { error: { data: { errorCode: 'unauthenticated' } } } });
  });

  test(`${procedure.name} is refused below its role, and a change to whoever only looks`, async () => {
    expect([procedure.type, procedure.least]).not.toEqual(['mutation', 'viewer']);
    const below = { viewer: [], member: ['viewer'], owner: ['viewer', 'member'] } as const;
    for (const role of below[procedure.least as keyof typeof below]) {
      const answer = await ask(people[role], procedure, own);
      expect(answer).toMatchObject({ status: 403, body: { error: { data: { errorCode: 'forbidden' } } } });
    }
  });

  test(`${procedure.name} answers with another company's ids as with ids that never were, and changes nothing of it`, async () => {
    const before = await readForeign();
    const asked = await ask(people.owner, procedure, foreign);
    const never = unknown();
    const blank = await ask(people.owner, procedure, never);
    expect(asked.status).toBe(blank.status);
    const told = JSON.stringify(asked.body);
    // What an answer repeats of its question is no news: only what a blank answer does not repeat would be.
    const keys = (Object.keys(foreign) as (keyof Ids)[]).filter((key) => told.includes(foreign[key]));
    expect(keys.filter((key) => !JSON.stringify(blank.body).includes(never[key]))).toEqual([]);
    for (const name of [other.tenantId, 'Segredo Alheio', 'foreign-']) expect(told).not.toContain(name);
    expect(await readForeign()).toBe(before);
  });
});

test('whoever has the role is let in everywhere, so that the refusals above are those of the role', async () => {
  const statuses: Record<string, number> = {};
  // Whoever is removed cannot be asked about any more.
  const isRemoval = ({ name }: { name: string }) => Number(name === 'members.remove');
  for (const procedure of procedures.toSorted((a, b) => isRemoval(a) - isRemoval(b))) {
    const { status } = await ask(people[procedure.least as keyof typeof people], procedure, own);
    statuses[procedure.name] = status;
  }
  expect(statuses).toEqual(Object.fromEntries(procedures.map(({ name }) => [name, 200])));
  const readers = 'select from pg_stat_activity where application_name = $1 and datname = current_database()';
  expect(await query(api.database.db, readers, { bind: [REPLICA] })).not.toEqual([]);
});
