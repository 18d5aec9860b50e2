import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authentication,
  addPasskey,
  askPasskey,
  createUser,
  findSession,
  listAudit,
  listPasskeys,
  openAuthentication,
  preparePasskey,
  removeFactors,
  removePasskey,
  signIn,
  signInByPasskey,
} from '../index.ts';
import { type Authenticator, openAuthenticator } from '../testing/index.ts';

const PASSWORD = 'correct horse battery';
const EMAIL = 'ana@example.com';
const TENANT = '00000000-0000-4000-8000-000000000001';
const ORIGIN = 'http://localhost:3000';
const NOW = new Date('2026-11-23T15:00:00Z');

let test: TestDatabase;
let auth: Authentication;
const [former, present] = [0, 1].map(() => new Secret(randomBytes(32).toString('base64'))) as [Secret, Secret];
const withKeys = (encryptionKeys: Secret[]) =>
  openAuthentication({ db: test.db, clock: { now: () => NOW }, encryptionKeys, publicUrl: null });
beforeAll(async () => {
  test = await createTestDatabase();
  auth = withKeys([former]);
});
afterAll(() => test.drop());
beforeEach(async () => {
  for (const table of ['users', 'tenants']) await query(test.db, `delete from ${table}`);
  const bind = [TENANT, NOW];
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $2)`, { bind });
});

/** The cookie header that a browser sends after it was given these. */
const jar = (lines: string[]) => lines.map((line) => line.split(';')[0] ?? '').join('; ');

/** Somebody with a password who signed in, and with a passkey in a device of theirs. @param options.meanwhile between question and answer */
async function equip({ meanwhile = () => Promise.resolve() }: { meanwhile?: () => Promise<void> } = {}) {
  const { userId } = await createUser(auth, TENANT, { email: EMAIL, role: 'viewer', password: PASSWORD });
  const { cookies: session } = await signIn(auth, { email: EMAIL, password: PASSWORD });
  const device = openAuthenticator({ origin: ORIGIN, host: 'localhost' });
  const person = { userId, email: EMAIL };
  const { options, cookies } = await preparePasskey(auth, { cookies: jar(session), password: PASSWORD, userId });
  const credential = device.make(options);
  await meanwhile();
  await addPasskey(auth, {
    cookies: jar([...session, ...cookies]),
    origin: ORIGIN,
    name: 'Celular',
    credential,
    person,
  });
  return { person, device };
}

async function enter(device: Authenticator, { asking = auth, judging = auth } = {}) {
  const { options, cookies } = await askPasskey(asking);
  return signInByPasskey(judging, { cookies: jar(cookies), origin: ORIGIN, credential: device.answer(options) });
}

const actions = async () => (await listAudit(test.db, TENANT, { before: null, limit: 50 })).map(({ action }) => action);

describe('a passkey in the database', () => {
  it('signs in whoever holds it, says when it was used, and leaves with its person', async () => {
    const { person, device } = await equip();
    expect(await listPasskeys(auth, person.userId)).toMatchObject([{ name: 'Celular', lastUsedAt: null }]);
    const { userId, email, cookies } = await enter(device);
    expect({ userId, email }).toEqual(person);
    expect((await findSession(auth, jar(cookies))).session).toMatchObject({ email: EMAIL, activeTenantId: TENANT });
    expect(await listPasskeys(auth, person.userId)).toMatchObject([{ lastUsedAt: NOW }]);
    await query(test.db, 'delete from users');
    expect(await query(test.db, 'select 1 from user_passkeys')).toEqual([]);
  });

  it('is a public key: nothing by which its person could be signed in stands beside it', async () => {
    const { device } = await equip();
    const { options, cookies } = await askPasskey(auth);
    const [dump] = await query<{ text: string }>(test.db, 'select v::text as text from user_verifications v');
    expect(dump?.text).toContain(options.challenge);
    const [token = 'none'] = decodeURIComponent(jar(cookies).split('=')[1] ?? '').split('.');
    expect(token.length).toBeGreaterThan(20);
    expect(dump?.text).not.toContain(token);
    expect((await enter(device)).email).toBe(EMAIL);
  });

  it('answers a question that was signed by the former key, while that is given', async () => {
    const { device } = await equip();
    const during = withKeys([present, former]);
    expect((await enter(device, { judging: during })).email).toBe(EMAIL);
    const refused = enter(device, { judging: withKeys([present]) });
    await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not called wrong when it was right and the database failed after that', async () => {
    const { device } = await equip();
    await query(
      test.db,
      `create function refuse_session() returns trigger language plpgsql as $$ begin raise 'no more sessions'; end $$`,
    );
    await query(
      test.db,
      'create trigger refuse before insert on user_sessions for each row execute function refuse_session()',
    );
    try {
      const failed = await enter(device).catch((thrown: unknown) => thrown);
      expect(failed).not.toMatchObject({ code: 'unauthenticated' });
      expect(String(failed)).toContain('no more sessions');
      expect(await actions()).not.toContain('sign_in_refused');
    } finally {
      await query(test.db, 'drop function refuse_session cascade');
    }
    expect((await enter(device)).email).toBe(EMAIL);
  });

  it('is not called unfit when it was right and the database failed after that', async () => {
    const rename = (from: string, to: string) => query(test.db, `alter table ${from} rename to ${to}`);
    const meanwhile = async () => void (await rename('user_passkeys', 'gone'));
    try {
      const failed = await equip({ meanwhile }).catch((thrown: unknown) => thrown);
      expect(failed).not.toMatchObject({ code: 'invalid_input' });
      expect(String(failed)).toContain('user_passkeys');
    } finally {
      await rename('gone', 'user_passkeys');
    }
  });

  it('goes with the second factor of whoever lost the telephone, and by its person’s password', async () => {
    const { person, device } = await equip();
    await removeFactors(auth, { email: EMAIL });
    await expect(enter(device)).rejects.toMatchObject({ code: 'unauthenticated' });
    await query(test.db, 'delete from users');
    const { person: again } = await equip();
    expect(again.userId).not.toBe(person.userId);
    const [own] = await listPasskeys(auth, again.userId);
    const remove = (password: string) =>
      removePasskey(auth, { passkeyId: own?.passkeyId ?? '', password, person: again });
    await expect(remove('some other password')).rejects.toMatchObject({ code: 'unauthenticated' });
    await remove(PASSWORD);
    await expect(remove(PASSWORD)).rejects.toMatchObject({ code: 'not_found' });
    expect(await actions()).toEqual(expect.arrayContaining(['passkey_added', 'passkey_removed', 'sign_in_refused']));
  });
});
