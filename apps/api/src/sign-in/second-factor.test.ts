import { randomBytes } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createUser, invite, listAudit, openAuthentication, rotateSecondFactors } from '@pulso/members';
import { showCode } from '@pulso/members/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMember, openPerson, PASSWORD, type Person } from '../testing/open-person.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const EMAIL = 'ana@example.com';
const REMOTE = { database: 'external' } as const;
const CODE_WRONG = '000000';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ settings: REMOTE, refusals: { most: 1000, per_seconds: 600 } });
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ['users', 'audit_entries', 'user_verifications']) {
    await query(api.database.db, `delete from ${table}`);
  }
});

interface Prepared {
  uri: string;
  backupCodes: string[];
}

const owner = (own = api) => openMember(own, own.tenant.tenantId, { email: EMAIL, role: 'owner' });
const prepare = async (person: Person) => {
  const { status, body } = await person.post('second-factor/prepare', { password: PASSWORD });
  expect(status).toBe(200);
  return body as Prepared;
};
/** Somebody whose second factor is on. */
async function guarded(own = api) {
  const person = await owner(own);
  const prepared = await prepare(person);
  expect((await person.post('second-factor/confirm', { code: showCode(prepared.uri) })).status).toBe(204);
  return { person, ...prepared };
}
/** Another browser, after the right password. */
async function atSecondStep(own = api) {
  const person = openPerson(own);
  const { status, body } = await person.post('sign-in', { email: EMAIL, password: PASSWORD });
  expect([status, body]).toEqual([200, { awaits: 'code' }]);
  return person;
}
const statusOf = async (person: Person) => (await person.ask('session.get')).status;
const audit = () => listAudit(api.database.db, api.tenant.tenantId, { before: null, limit: 50 });
const actions = async () => (await audit()).map(({ action }) => action);

describe('a second factor', () => {
  test('is asked for once its app has shown a code, and then the password alone gives no session', async () => {
    const person = await owner();
    expect((await person.post('second-factor/prepare', { password: 'not the password' })).status).toBe(401);
    const { uri, backupCodes } = await prepare(person);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Pulso:ana%40example\.com\?secret=[A-Z2-7]+&issuer=Pulso/);
    expect(new Set(backupCodes).size).toBe(10);
    expect((await openPerson(api).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(204);
    expect((await person.post('second-factor/confirm', { code: CODE_WRONG })).status).toBe(401);
    const before = person.cookie();
    expect((await person.post('second-factor/confirm', { code: showCode(uri) })).status).toBe(204);
    expect(person.cookie()).not.toBe(before);
    expect(await statusOf(person)).toBe(200);
    expect(await person.ask('session.access')).toMatchObject({ body: { result: { data: { hasSecondFactor: true } } } });

    await query(api.database.db, 'delete from user_sessions');
    const other = await atSecondStep();
    expect(other.lines).toEqual([
      expect.stringMatching(/^pulso_second_step=\S+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(await query(api.database.db, 'select 1 from user_sessions')).toEqual([]);
    expect(await statusOf(other)).toBe(401);
    expect(await other.post('second-step', { code: CODE_WRONG })).toMatchObject({
      status: 401,
      body: { type: 'urn:pulso:problem:unauthenticated' },
    });
    expect(await statusOf(other)).toBe(401);
    expect((await other.post('second-step', { code: showCode(uri) })).status).toBe(204);
    expect(await statusOf(other)).toBe(200);
    expect(other.cookie()).toMatch(/^pulso_session=[^;]+$/);
    expect(await actions()).toEqual(expect.arrayContaining(['second_factor_on', 'sign_in_refused', 'signed_in']));
    expect((await audit()).filter(({ details }) => details['factor'] === 'totp')).toHaveLength(1);
  });

  test('is passed by each backup code once, and by none of those before the newest', async () => {
    const { person, backupCodes } = await guarded();
    const [first = '', second = ''] = backupCodes;
    const enter = async (code: string) => (await (await atSecondStep()).post('second-step', { code })).status;
    expect(await enter(first)).toBe(204);
    expect(await enter(first)).toBe(401);
    expect((await person.post('second-factor/backup-codes', { password: 'not the password' })).status).toBe(401);
    const renewed = await person.post('second-factor/backup-codes', { password: PASSWORD });
    const [fresh = ''] = (renewed.body as Prepared).backupCodes;
    expect(await enter(second)).toBe(401);
    expect(await enter(fresh)).toBe(204);
    expect(await actions()).toContain('backup_codes_made');
  });

  test('is passed by a backup code once, however many browsers send it at the same instant', async () => {
    const { backupCodes } = await guarded();
    const browsers = await Promise.all(Array.from({ length: 4 }, () => atSecondStep()));
    const answers = await Promise.all(browsers.map((one) => one.post('second-step', { code: backupCodes[0] })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  test('waits for its code in the browser that gave the password, and for one sign-in', async () => {
    const { uri } = await guarded();
    expect((await openPerson(api).post('second-step', { code: showCode(uri) })).status).toBe(404);
    const person = await atSecondStep();
    const cookie = person.cookie();
    const forged = openPerson(api, { cookie: cookie.replace(/\.[^.]*$/, '.x') });
    expect((await forged.post('second-step', { code: showCode(uri) })).status).toBe(404);
    expect(
      (await openPerson(api, { cookie: 'pulso_second_step=%' }).post('second-step', { code: CODE_WRONG })).status,
    ).toBe(404);
    expect((await person.post('second-step', { code: showCode(uri) })).status).toBe(204);
    expect((await openPerson(api, { cookie }).post('second-step', { code: showCode(uri) })).status).toBe(404);
  });

  test('makes an address wait that sends too many wrong codes, as it does for wrong passwords', async () => {
    const own = await startTestApi({ settings: REMOTE, refusals: { most: 3, per_seconds: 600 } });
    try {
      await guarded(own);
      const person = await atSecondStep(own);
      const answers: Awaited<ReturnType<typeof person.post>>[] = [];
      for (let again = 0; again < 4; again += 1) answers.push(await person.post('second-step', { code: CODE_WRONG }));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
      expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await openPerson(own).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(429);
    } finally {
      await own.close();
    }
  });

  test('takes five wrong codes after one password, and of one person ten, from wherever they come', async () => {
    const { uri } = await guarded();
    for (let browser = 0; browser < 2; browser += 1) {
      const person = await atSecondStep();
      for (let again = 0; again < 5; again += 1) {
        expect((await person.post('second-step', { code: CODE_WRONG })).status).toBe(401);
      }
    }
    const locked = await (await atSecondStep()).post('second-step', { code: showCode(uri) });
    expect(locked).toMatchObject({ status: 429, body: { type: 'urn:pulso:problem:too-many-attempts' } });
    expect(locked.headers.get('retry-after')).toBe('900');
    await query(api.database.db, `update user_second_factors set locked_until = now() - interval '1 second'`);
    expect((await (await atSecondStep()).post('second-step', { code: showCode(uri) })).status).toBe(204);
  });

  test('has the password asked for again after five wrong codes', async () => {
    const { uri } = await guarded();
    const person = await atSecondStep();
    for (let again = 0; again < 5; again += 1) await person.post('second-step', { code: CODE_WRONG });
    expect((await person.post('second-step', { code: showCode(uri) })).status).toBe(404);
  });

  test('is turned off by the password alone, and then that is enough again', async () => {
    const { person } = await guarded();
    expect((await person.post('second-factor/prepare', { password: PASSWORD })).status).toBe(400);
    expect((await person.post('second-factor/off', { password: 'not the password' })).status).toBe(401);
    await atSecondStep();
    expect((await person.post('second-factor/off', { password: PASSWORD })).status).toBe(204);
    expect(await statusOf(person)).toBe(200);
    expect((await openPerson(api).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(204);
    expect(await query(api.database.db, 'select 1 from user_second_factors')).toEqual([]);
    expect(await actions()).toContain('second_factor_off');
  });

  test.each(['prepare', 'confirm', 'backup-codes', 'off'])('is nobody’s to %s who is not signed in', async (path) => {
    const given = path === 'confirm' ? { code: CODE_WRONG } : { password: PASSWORD };
    expect((await openPerson(api).post(`second-factor/${path}`, given)).status).toBe(401);
    const evil = { origin: 'https://evil.example' };
    expect((await (await owner()).post(`second-factor/${path}`, given, evil)).status).toBe(403);
  });

  test('leaves the session at the company that it showed', async () => {
    const second = await createTenant(api.database.db, { name: 'Segunda', now: NOW });
    const person = await owner();
    await createUser(api.auth, second.tenantId, { email: EMAIL, role: 'viewer', password: null });
    await person.post('tenant', { tenantId: second.tenantId });
    const { uri } = await prepare(person);
    await person.post('second-factor/confirm', { code: showCode(uri) });
    expect(await person.ask('session.get')).toMatchObject({ body: { result: { data: { tenantName: 'Segunda' } } } });
  });

  test('is asked for after an invitation was accepted by the password', async () => {
    const { uri } = await guarded();
    const second = await createTenant(api.database.db, { name: 'Outra', now: NOW });
    const { token } = await invite(api.auth, second.tenantId, { email: EMAIL, role: 'viewer', actor: null });
    const person = openPerson(api);
    const joined = await person.post('accept-invitation', { token, password: PASSWORD });
    expect([joined.status, joined.body]).toEqual([200, { awaits: 'code' }]);
    expect(await statusOf(person)).toBe(401);
    expect((await person.post('second-step', { code: showCode(uri) })).status).toBe(204);
    expect(await person.ask('session.get')).toMatchObject({ body: { result: { data: { tenants: [{}, {}] } } } });
  });
});

describe('a lost second factor', () => {
  test('is taken away by an owner, never their own, and its person is signed out everywhere', async () => {
    const { person, uri } = await guarded();
    const [self] = await query<{ id: string }>(api.database.db, 'select id from users');
    const carla = await openMember(api, api.tenant.tenantId, { email: 'carla@example.com', role: 'owner' });
    const remove = (by: Person, userId = '') => by.ask('members.removeFactors', { userId }, 'mutation');
    expect((await remove(person, self?.id)).status).toBe(403);
    expect(await carla.ask('members.list')).toMatchObject({
      body: { result: { data: { members: [{ hasSecondFactor: true }, { hasSecondFactor: false }] } } },
    });
    expect((await remove(carla, self?.id)).status).toBe(200);
    expect(await statusOf(person)).toBe(401);
    expect((await openPerson(api).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(204);
    expect((await openPerson(api).post('second-step', { code: showCode(uri) })).status).toBe(404);
    expect(await audit()).toContainEqual(
      expect.objectContaining({ action: 'second_factor_removed', actorEmail: 'carla@example.com', subject: EMAIL }),
    );
  });

  test('goes with its person, and with all of their rows', async () => {
    await guarded();
    const carla = await openMember(api, api.tenant.tenantId, { email: 'carla@example.com', role: 'owner' });
    const [ana] = await query<{ id: string }>(api.database.db, 'select id from users where email = $1', {
      bind: [EMAIL],
    });
    expect((await carla.ask('members.remove', { userId: ana?.id }, 'mutation')).status).toBe(200);
    expect(await query(api.database.db, 'select 1 from user_second_factors')).toEqual([]);
  });

  test('is not an owner’s to take away from a member of another company too', async () => {
    await guarded();
    const [self] = await query<{ id: string }>(api.database.db, 'select id from users');
    const second = await createTenant(api.database.db, { name: 'Terceira', now: NOW });
    await createUser(api.auth, second.tenantId, { email: EMAIL, role: 'viewer', password: null });
    const carla = await openMember(api, api.tenant.tenantId, { email: 'carla@example.com', role: 'owner' });
    const refused = await carla.ask('members.removeFactors', { userId: self?.id }, 'mutation');
    expect(refused.status).toBe(403);
    await atSecondStep();
  });
});

test('the key of an app is read by the former key until it was put under the present one', async () => {
  const [former, present] = [0, 1].map(() => new Secret(randomBytes(32).toString('base64')));
  if (!former || !present) throw new Error('no keys');
  const before = await startTestApi({ settings: REMOTE, encryptionKeys: [former] });
  const openPool = async () => before.database.db;
  const during = await startTestApi({ settings: REMOTE, encryptionKeys: [present, former], openPool });
  const after = await startTestApi({ settings: REMOTE, encryptionKeys: [present], openPool });
  try {
    const { uri } = await guarded(before);
    const enter = async (own: TestApi) =>
      (await (await atSecondStep(own)).post('second-step', { code: showCode(uri) })).status;
    expect(await enter(during)).toBe(204);
    // A password that the former key took waits for its code under the present one too.
    const between = openPerson(during, { cookie: (await atSecondStep(before)).cookie() });
    expect((await between.post('second-step', { code: showCode(uri) })).status).toBe(204);
    const withKeys = (encryptionKeys: Secret[]) =>
      openAuthentication({ db: before.database.db, clock: { now: () => NOW }, encryptionKeys, publicUrl: null });
    expect(await rotateSecondFactors(withKeys([present]))).toEqual({ reencrypted: 0, unreadable: 1, remaining: 0 });
    expect(await rotateSecondFactors(during.auth)).toEqual({ reencrypted: 1, unreadable: 0, remaining: 0 });
    expect(await rotateSecondFactors(during.auth)).toEqual({ reencrypted: 0, unreadable: 0, remaining: 0 });
    expect(await enter(after)).toBe(204);
  } finally {
    for (const own of [during, after]) {
      await own.server.close();
      await own.database.drop();
    }
    await before.close();
  }
});
