import { randomBytes } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { type DatabaseLine, startDatabaseLine } from '@pulso/database/testing';
import { createUser } from '@pulso/members';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMember, openPerson, PASSWORD } from '../testing/open-person.ts';
import { NOW, startTestApi, type TestApi, type TestApiOptions } from '../testing/start-test-api.ts';

const REMOTE = { database: 'external' } as const;
const EMAIL = 'ana@example.com';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ settings: REMOTE, refusals: { most: 1000, per_seconds: 600 } });
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ['users', 'audit_entries', 'invitations']) await query(api.database.db, `delete from ${table}`);
});

const owner = (email = EMAIL) => openMember(api, api.tenant.tenantId, { email, role: 'owner' });
const rows = (sql: string) => query(api.database.db, sql);
async function withApi(options: TestApiOptions, work: (own: TestApi) => Promise<void>) {
  const own = await startTestApi(options);
  await work(own).finally(() => own.close());
}

/** Somebody who is known there, with any password. */
async function attemptsAt(strict: TestApi) {
  await createUser(strict.auth, strict.tenant.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
  const person = openPerson(strict);
  return (password: string) => person.post('sign-in', { email: EMAIL, password });
}

describe('signing in', () => {
  test('opens the dashboard of the company, whatever the case of the address', async () => {
    await owner();
    const person = openPerson(api);
    expect((await person.ask('session.get')).status).toBe(401);
    expect(await person.post('sign-in', { email: ' ANA@Example.com', password: PASSWORD })).toMatchObject({
      status: 204,
    });
    const { status, body } = await person.ask('session.get');
    expect(status).toBe(200);
    const own = { tenantId: api.tenant.tenantId, tenantName: 'Loja' };
    expect(body).toMatchObject({
      result: { data: { ...own, signIn: 'password', role: 'owner', email: EMAIL, tenants: [own] } },
    });
  });

  test('is refused in the same words for a wrong password and for somebody whom nobody knows', async () => {
    await owner();
    const answers = await Promise.all(
      [
        { email: EMAIL, password: 'not the password' },
        { email: 'nobody@example.com', password: PASSWORD },
      ].map((body) => openPerson(api).post('sign-in', body)),
    );
    expect(answers[0]).toMatchObject({ status: 401, body: { type: 'urn:pulso:problem:unauthenticated' } });
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([]);
  });

  test('hashes a password for an unknown address too, so that time tells nothing', async () => {
    const { password } = await api.auth.library.$context;
    const hashed: string[] = [];
    const { hash } = password;
    password.hash = (text) => {
      hashed.push(text);
      return hash(text);
    };
    await openPerson(api).post('sign-in', { email: 'nobody@example.com', password: PASSWORD });
    password.hash = hash;
    expect(hashed).toEqual([PASSWORD]);
  });

  test.each([
    ['no address', { email: 'x', password: PASSWORD }, 400],
    ['no password', { email: EMAIL }, 400],
    ['a password without end', { email: EMAIL, password: 'x'.repeat(129) }, 400],
    ['a field that nobody knows', { email: EMAIL, password: PASSWORD, tenantId: 'x' }, 400],
    ['no object', '[]', 400],
    ['no JSON', '{', 400],
    ['too much', { email: EMAIL, password: 'x'.repeat(5000) }, 413],
  ])('is refused with %s', async (_, body, status) => {
    expect((await openPerson(api).post('sign-in', body)).status).toBe(status);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a plain form', { 'content-type': 'text/plain' }, 415],
  ])('is refused from %s', async (_, headers, status) => {
    await owner();
    const answer = await openPerson(api).post('sign-in', { email: EMAIL, password: PASSWORD }, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('keeps nothing in the tables by which anybody could sign in, and says no address to the log', async () => {
    const person = await owner();
    const token = decodeURIComponent(person.cookie().split('=')[1] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const dump = JSON.stringify(
      await rows(
        `select u::text as a from users u union all select s::text from user_sessions s union all select c::text from user_credentials c`,
      ),
    );
    for (const secret of [token, PASSWORD]) expect(dump).not.toContain(secret);
    expect(await rows('select ip_address, user_agent from user_sessions')).toEqual([
      { ip_address: null, user_agent: null },
    ]);
    expect(api.log.join()).not.toContain(EMAIL);
    expect(api.log.join()).not.toContain(token);
    const [stored] = await query<{ token: string }>(api.database.db, 'select token from user_sessions');
    const thief = openPerson(api, { cookie: `pulso_session=${encodeURIComponent(`${stored?.token}.x`)}` });
    expect((await thief.ask('session.get')).status).toBe(401);
  });

  test('gives a cookie that no script reads, and over https one that no other host can set', async () => {
    const person = await owner();
    expect(person.lines[0]).toMatch(/^pulso_session=\S+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const publicUrl = 'https://pulso.example.com';
    await withApi({ settings: { ...REMOTE, publicUrl } }, async (secure) => {
      await createUser(secure.auth, secure.tenant.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
      const own = openPerson(secure);
      await own.post('sign-in', { email: EMAIL, password: PASSWORD }, { origin: publicUrl });
      expect(own.lines[0]).toMatch(
        /^__Host-pulso_session=\S+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect((await own.ask('session.get')).status).toBe(200);
      expect(own.cookie()).toContain('__Host-');
    });
  });

  test('refused too often from an address has to wait', async () => {
    await withApi({ settings: REMOTE, refusals: { most: 3, per_seconds: 600 } }, async (strict) => {
      const attempt = await attemptsAt(strict);
      for (let again = 0; again < 5; again += 1) expect((await attempt(PASSWORD)).status).toBe(204);
      const wrong = await Promise.all(Array.from({ length: 6 }, () => attempt('not the password')));
      expect(wrong.map(({ status }) => status).sort((a, b) => a - b)).toEqual([401, 401, 401, 429, 429, 429]);
      const refused = wrong.find(({ status }) => status === 429);
      expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(600);
      expect(refused?.body).toMatchObject({ type: 'urn:pulso:problem:too-many-attempts' });
      expect((await attempt(PASSWORD)).status).toBe(429);
    });
  });

  test('is as good as ever when the wait after too many refusals is over', async () => {
    await withApi({ settings: REMOTE, refusals: { most: 1, per_seconds: 1 } }, async (strict) => {
      const attempt = await attemptsAt(strict);
      expect((await attempt('not the password')).status).toBe(401);
      await expect.poll(async () => (await attempt(PASSWORD)).status, { timeout: 20_000 }).toBe(204);
    });
  });

  test('is answered with 503 and when to come back while the database is away, and nobody is signed out by that', async () => {
    let line: DatabaseLine | undefined;
    const openPool = async ({ url }: { url: string }) => {
      line = await startDatabaseLine(url);
      return createDatabase({ url: line.url, poolMax: 3, applicationName: 'the API that people sign in to' });
    };
    await withApi({ settings: REMOTE, openPool, refusals: { most: 2, per_seconds: 600 } }, async (own) => {
      const person = await openMember(own, own.tenant.tenantId, { email: EMAIL, role: 'owner' });
      line?.cut();
      for (let again = 0; again < 4; again += 1) {
        for (const answer of [
          await openPerson(own).post('sign-in', { email: EMAIL, password: PASSWORD }),
          await person.ask('session.get'),
        ]) {
          expect(answer.status).toBe(503);
          expect(answer.headers.getSetCookie()).toEqual([]);
        }
      }
      line?.restore();
      await expect.poll(async () => (await person.ask('session.get')).status).toBe(200);
      expect((await openPerson(own).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(204);
    }).finally(() => line?.close());
  });

  test('survives a change of the key while both are given, and the cookie is signed anew by the new one', async () => {
    const [former, present] = [0, 1].map(() => new Secret(randomBytes(32).toString('base64')));
    if (!former || !present) throw new Error('no keys');
    await withApi({ settings: REMOTE, encryptionKeys: [former] }, async (before) => {
      const { cookie } = await openMember(before, before.tenant.tenantId, { email: EMAIL, role: 'owner' });
      const openPool = async () => before.database.db;
      const during = await startTestApi({ settings: REMOTE, encryptionKeys: [present, former], openPool });
      const after = await startTestApi({ settings: REMOTE, encryptionKeys: [present], openPool });
      const person = openPerson(during, { cookie: cookie() });
      expect((await openPerson(after, { cookie: cookie() }).ask('session.get')).status).toBe(401);
      expect((await person.ask('session.get')).status).toBe(200);
      expect(person.cookie()).not.toBe(cookie());
      expect((await openPerson(after, { cookie: person.cookie() }).ask('session.get')).status).toBe(200);
      for (const own of [during, after]) {
        await own.server.close();
        await own.database.drop();
      }
    });
  });
});

describe('signing out', () => {
  test('ends the session of this browser alone, or of all of them', async () => {
    const [first, second, third] = [await owner(), openPerson(api), openPerson(api)];
    for (const one of [second, third]) await one.post('sign-in', { email: EMAIL, password: PASSWORD });
    const kept = first.cookie();
    expect((await first.post('sign-out')).status).toBe(204);
    expect(first.cookie()).toBe('');
    expect((await openPerson(api, { cookie: kept }).ask('session.get')).status).toBe(401);
    expect((await second.ask('session.get')).status).toBe(200);
    expect((await second.post('sign-out-everywhere')).status).toBe(204);
    expect((await third.ask('session.get')).status).toBe(401);
    expect(await rows('select 1 from user_sessions')).toEqual([]);
    expect((await second.post('sign-out')).status).toBe(401);
  });
});

describe('the first owner', () => {
  const given = { email: EMAIL, password: PASSWORD };
  const link = () => api.auth.firstOwnerTokens[0];

  test('comes by the link that the log has, once, and is asked for nothing else', async () => {
    const person = openPerson(api);
    expect(await api.call('/api/v1/session/start', { key: null })).toMatchObject({ body: { isEmpty: true } });
    expect((await person.post('first-owner', given)).status).toBe(403);
    expect((await person.post('first-owner', { ...given, token: 'guessed' })).status).toBe(403);
    expect((await person.post('first-owner', { ...given, password: 'short', token: link() })).status).toBe(400);
    expect((await person.post('first-owner', { ...given, token: link() })).status).toBe(204);
    expect(await person.ask('session.get')).toMatchObject({
      body: { result: { data: { role: 'owner', email: EMAIL } } },
    });
    const second = { ...given, email: 'second@example.com', token: link() };
    expect((await openPerson(api).post('first-owner', second)).status).toBe(404);
    expect(await api.call('/api/v1/session/start', { key: null })).toMatchObject({ body: { isEmpty: false } });
  });

  test('is one, however many come at the same instant', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        openPerson(api).post('first-owner', { ...given, email: `p${index}@example.com`, token: link() }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await rows('select 1 from members')).toHaveLength(1);
  });

  test('needs no link at the machine itself, where there is nothing to protect yet', async () => {
    await withApi({}, async (local) => {
      const person = openPerson(local);
      expect((await person.post('first-owner', given, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
      expect((await person.post('first-owner', given)).status).toBe(204);
      expect(await person.ask('session.get')).toMatchObject({ body: { result: { data: { signIn: 'password' } } } });
    });
  });
});

describe('several companies of one person', () => {
  test('are chosen among in the session, and one of somebody else is as unknown as none', async () => {
    const { db } = api.database;
    const [own, foreign] = await Promise.all(['Segunda', 'Alheia'].map((name) => createTenant(db, { name, now: NOW })));
    const person = await owner();
    await createUser(api.auth, own?.tenantId ?? '', { email: EMAIL, role: 'viewer', password: null });
    const choose = (tenantId = '') => person.post('tenant', { tenantId });
    const refused = await choose(foreign?.tenantId);
    expect(refused.status).toBe(404);
    expect((await choose('00000000-0000-4000-8000-000000000000')).body).toEqual(refused.body);
    expect((await choose(own?.tenantId)).status).toBe(204);
    expect(await person.ask('session.get')).toMatchObject({
      body: { result: { data: { tenantName: 'Segunda', role: 'viewer', tenants: [{}, {}] } } },
    });
  });
});
