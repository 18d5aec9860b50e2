import { query } from '@pulso/database';
import type { Mail } from '@pulso/jobs';
import { createUser, invite, listAudit, makeResetLink } from '@pulso/members';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMember, openPerson, PASSWORD } from '../testing/open-person.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../testing/start-test-api.ts';

const EMAIL = 'bia@example.com';
const OTHER_PASSWORD = 'quite another phrase';
const PUBLIC_URL = 'https://pulso.example.com';
const REMOTE = { database: 'external' } as const;

let api: TestApi;
let mails: Mail[] = [];
beforeAll(async () => {
  api = await startTestApi({ settings: REMOTE, refusals: { most: 1000, per_seconds: 600 } });
});
afterAll(() => api.close());
beforeEach(async () => {
  mails = [];
  for (const table of ['users', 'audit_entries', 'invitations']) await query(api.database.db, `delete from ${table}`);
});

const invited = async (role: 'member' | 'viewer' = 'viewer') =>
  (await invite(api.auth, api.tenant.tenantId, { email: EMAIL, role, actor: null })).token;
const actions = async () =>
  (await listAudit(api.database.db, api.tenant.tenantId, { before: null, limit: 50 })).map(({ action }) => action);

describe('the link of an invitation', () => {
  test('shows whom it invites to what, as often as it is opened, and nothing else of the company', async () => {
    const token = await invited();
    for (let again = 0; again < 2; again += 1) {
      const { status, body } = await openPerson(api).post('invitation', { token });
      expect(status).toBe(200);
      expect(body).toEqual({ tenantName: 'Loja', email: EMAIL, role: 'viewer', hasPassword: false });
    }
  });

  test('makes its holder a member who is signed in, once', async () => {
    const token = await invited();
    const person = openPerson(api);
    expect((await person.post('accept-invitation', { token, password: PASSWORD })).status).toBe(204);
    expect(await person.ask('session.get')).toMatchObject({
      body: { result: { data: { role: 'viewer', email: EMAIL, tenantName: 'Loja' } } },
    });
    for (const path of ['invitation', 'accept-invitation']) {
      const again = await openPerson(api).post(path, path === 'invitation' ? { token } : { token, password: PASSWORD });
      expect(again).toMatchObject({ status: 404, body: { type: 'urn:pulso:problem:not-found' } });
      expect(again.headers.getSetCookie()).toEqual([]);
    }
    expect(await actions()).toEqual(expect.arrayContaining(['invited', 'joined']));
  });

  test('asks whoever has a password for that one, and a wrong one does not spend it', async () => {
    const [other] = await query<{ tenant_id: string }>(
      api.database.db,
      `insert into tenants (tenant_id, name, created_at) values (gen_random_uuid(), 'Outra', now()) returning tenant_id`,
    );
    await createUser(api.auth, other?.tenant_id ?? '', { email: EMAIL, role: 'owner', password: PASSWORD });
    const token = await invited('member');
    const person = openPerson(api);
    expect(await person.post('invitation', { token })).toMatchObject({ body: { hasPassword: true } });
    expect((await person.post('accept-invitation', { token, password: OTHER_PASSWORD })).status).toBe(401);
    expect((await person.post('accept-invitation', { token, password: PASSWORD })).status).toBe(204);
    expect(await person.ask('session.get')).toMatchObject({ body: { result: { data: { tenants: [{}, {}] } } } });
  });

  test.each([
    ['a password that is too short', { password: 'short' }, 400],
    ['a token that is none', { token: '../x', password: PASSWORD }, 400],
    ['a token that was never made', { token: 'guessed', password: PASSWORD }, 404],
    ['a role that nobody offered', { password: PASSWORD, role: 'owner' }, 400],
  ])('is refused with %s, and goes on being valid', async (_, given, status) => {
    const token = await invited();
    expect((await openPerson(api).post('accept-invitation', { token, ...given })).status).toBe(status);
    expect((await openPerson(api).post('invitation', { token })).status).toBe(200);
  });

  test('is answered to our own page only', async () => {
    const token = await invited();
    const evil = { origin: 'https://evil.example' };
    for (const path of ['invitation', 'accept-invitation', 'reset-password', 'ask-reset', 'first-owner']) {
      expect((await openPerson(api).post(path, { token, password: PASSWORD }, evil)).status).toBe(403);
    }
  });
});

describe('the link for a password', () => {
  test('sets it once, signs its person out in every browser, and signs nobody in', async () => {
    const before = await openMember(api, api.tenant.tenantId, { email: EMAIL, role: 'member' });
    const { token } = await makeResetLink(api.auth, { email: EMAIL });
    const person = openPerson(api);
    expect((await person.post('reset-password', { token, password: 'short' })).status).toBe(400);
    const done = await person.post('reset-password', { token, password: OTHER_PASSWORD });
    expect(done.status).toBe(204);
    expect(done.headers.getSetCookie()).toEqual([]);
    expect((await before.ask('session.get')).status).toBe(401);
    expect((await person.post('reset-password', { token, password: PASSWORD })).status).toBe(404);
    expect((await person.post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(401);
    expect((await person.post('sign-in', { email: EMAIL, password: OTHER_PASSWORD })).status).toBe(204);
    expect(await actions()).toEqual(expect.arrayContaining(['reset_link_made', 'password_reset', 'signed_in']));
  });

  test('is spent by one of the browsers that send it at the same instant', async () => {
    await openMember(api, api.tenant.tenantId, { email: EMAIL, role: 'member' });
    const { token } = await makeResetLink(api.auth, { email: EMAIL });
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((word) =>
        openPerson(api).post('reset-password', { token, password: `${OTHER_PASSWORD} ${word}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404, 404]);
  });
});

describe('asking for a new password by mail', () => {
  const withMail = async (options: TestApiOptions, work: (own: TestApi) => Promise<void>) => {
    const own = await startTestApi({
      settings: { ...REMOTE, publicUrl: PUBLIC_URL },
      sendMail: async (mail) => void mails.push(mail),
      ...options,
    });
    await work(own).finally(() => own.close());
  };
  const ask = (own: TestApi, email: string) =>
    openPerson(own).post('ask-reset', { email }, { origin: own === api ? api.url : PUBLIC_URL });

  test('sends whoever is known a link behind the address that users open, and not another a moment later', async () => {
    await withMail({}, async (own) => {
      await createUser(own.auth, own.tenant.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
      expect((await ask(own, ' BIA@example.com')).status).toBe(202);
      await expect.poll(() => mails).toHaveLength(1);
      expect(mails[0]?.to).toEqual([EMAIL]);
      const link = mails[0]?.lines.find((line) => line.startsWith(`${PUBLIC_URL}/senha#`)) ?? '';
      await ask(own, EMAIL);
      const token = link.split('#')[1] ?? '';
      const origin = { origin: PUBLIC_URL };
      const done = await openPerson(own).post('reset-password', { token, password: OTHER_PASSWORD }, origin);
      expect(done.status).toBe(204);
      expect(mails).toHaveLength(1);
      expect(own.log.join()).not.toContain(token);
    });
  });

  test('is answered in the same way for somebody whom nobody knows, who gets none', async () => {
    await withMail({}, async (own) => {
      await createUser(own.auth, own.tenant.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
      const [unknown, known] = [await ask(own, 'nobody@example.com'), await ask(own, EMAIL)];
      expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
      await expect.poll(() => mails.map(({ to }) => to)).toEqual([[EMAIL]]);
    });
  });

  test('is answered all the same when the mail server takes none, and the log says so without the link', async () => {
    await withMail({ sendMail: () => Promise.reject(new Error('the relay is away')) }, async (own) => {
      await createUser(own.auth, own.tenant.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
      expect((await ask(own, EMAIL)).status).toBe(202);
      await expect.poll(() => own.log.join()).toContain('the relay is away');
      expect(own.log.join()).not.toContain('/senha#');
    });
  });

  test('makes no link where none can be sent, and the page is told so', async () => {
    await openMember(api, api.tenant.tenantId, { email: EMAIL, role: 'owner' });
    expect(await api.call('/api/v1/session/start', { key: null })).toMatchObject({ body: { resetsByMail: false } });
    expect((await ask(api, EMAIL)).status).toBe(202);
    expect(await query(api.database.db, 'select 1 from user_verifications')).toEqual([]);
    await withMail({}, async (own) => {
      expect(await own.call('/api/v1/session/start', { key: null })).toMatchObject({ body: { resetsByMail: true } });
    });
  });
});
