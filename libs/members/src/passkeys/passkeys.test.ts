import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, readWholeTables, type TestDatabase } from '@pulso/database/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authentication,
  addPasskey,
  askPasskey,
  createUser,
  findSession,
  forgetSignIns,
  listAudit,
  listPasskeys,
  openAuthentication,
  preparePasskey,
  removeFactors,
  removePasskey,
  signIn,
  signInByPasskey,
} from '../index.ts';
import { type Authenticator, type Oddity, openAuthenticator } from '../testing/index.ts';

const PASSWORD = 'correct horse battery';
const EMAIL = 'ana@example.com';
const TENANT = '00000000-0000-4000-8000-000000000001';
const ORIGIN = 'http://localhost:3000';
const NOW = new Date('2026-11-23T15:00:00Z');

let test: TestDatabase;
let auth: Authentication;
let now = NOW;
const [former, present] = [0, 1].map(() => new Secret(randomBytes(32).toString('base64'))) as [Secret, Secret];
const withKeys = (encryptionKeys: Secret[]) =>
  openAuthentication({ db: test.db, clock: { now: () => now }, encryptionKeys, publicUrl: null });
beforeAll(async () => {
  test = await createTestDatabase();
  auth = withKeys([former]);
});
afterAll(() => test.drop());
beforeEach(async () => {
  now = NOW;
  for (const table of ['users', 'tenants', 'user_verifications']) await query(test.db, `delete from ${table}`);
  const bind = [TENANT, NOW];
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $2)`, { bind });
});

/** The cookie header that a browser sends after it was given these. */
const jar = (lines: string[]) => lines.map((line) => line.split(';')[0] ?? '').join('; ');

/** Somebody with a password who signed in, and with a passkey in a device of theirs. @param options.meanwhile between question and answer */
async function equip({
  meanwhile = () => Promise.resolve(),
  odd = {},
}: {
  meanwhile?: () => Promise<void>;
  odd?: Oddity;
} = {}) {
  const { userId } = await createUser(auth, TENANT, { email: EMAIL, role: 'viewer', password: PASSWORD });
  const { cookies: session } = await signIn(auth, { email: EMAIL, password: PASSWORD });
  const device = openAuthenticator({ origin: ORIGIN, host: 'localhost' });
  const person = { userId, email: EMAIL };
  const { options, cookies } = await preparePasskey(auth, { cookies: jar(session), password: PASSWORD, userId });
  const credential = device.make(options, odd);
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

/** A question, and what a device answers to it: ready to be sent, more than once or to another process. */
async function answerOf(
  device: Authenticator,
  { asking = auth, odd = {} }: { asking?: Authentication; odd?: Oddity } = {},
) {
  const { options, cookies } = await askPasskey(asking);
  return {
    challenge: options.challenge,
    cookies: jar(cookies),
    origin: ORIGIN,
    credential: device.answer(options, odd),
  };
}

async function enter(device: Authenticator, { asking = auth, judging = auth } = {}) {
  return signInByPasskey(judging, await answerOf(device, { asking }));
}

const readRows = async () =>
  Object.entries(await readWholeTables(test.db)).flatMap(([table, rows]) => rows.map((row) => `${table} ${row}`));

const NOTHING_ASKED = { code: 'not_found', message: 'No passkey is waited for in this browser any more; begin again' };
const NOT_RIGHT = { code: 'unauthenticated', message: 'The passkey is not right' };
/** Those that synchronise passkeys count nothing. */
const COUNTS_NOTHING: Oddity = { counter: 0 };

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
    const waiting = await answerOf(device);
    const given = await answerOf(device);
    const session = jar((await signInByPasskey(auth, given)).cookies);
    const [id, signature = ''] = decodeURIComponent(session.split('=')[1] ?? '').split('.');
    const secrets = [
      waiting.challenge,
      given.challenge,
      ...[waiting.cookies, given.cookies].map((cookie) => decodeURIComponent(cookie).split('.').at(-1)),
      id,
      signature,
    ];
    expect(secrets.map((one) => (one ?? '').length > 20)).toEqual(secrets.map(() => true));
    const rows = (await readRows()).join('\n');
    expect(rows).toContain(device.id);
    for (const secret of secrets) expect(rows).not.toContain(secret);
    expect(await query(test.db, 'select value from user_verifications')).toEqual([{ value: 'answered' }]);
    expect((await enter(device)).email).toBe(EMAIL);
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

describe('a question for a passkey', () => {
  it('makes nothing be written, however often a stranger asks', async () => {
    await equip();
    const before = await readRows();
    const questions = await Promise.all(Array.from({ length: 20 }, () => askPasskey(auth)));
    expect(new Set(questions.map(({ options }) => options.challenge)).size).toBe(20);
    expect(await readRows()).toEqual(before);
  });

  it.each<[string, Oddity]>([
    ['was signed for another page', { origin: 'https://evil.example' }],
    ['was made without a look at its person', { sawNobody: true }],
    ['counts back, as a copy of it would', { counter: 1 }],
    ['answers another question', { challenge: Buffer.from('another question').toString('base64url') }],
  ])('is not spent by an answer that %s, of which only the refusal is kept', async (_why, odd) => {
    const { device } = await equip();
    await enter(device);
    const right = await answerOf(device, { odd: { counter: 90 } });
    const wrong = { ...right, credential: device.answer(right, odd) };
    const before = await readRows();
    await expect(signInByPasskey(auth, wrong)).rejects.toMatchObject(NOT_RIGHT);
    const written = (await readRows()).filter((row) => !before.includes(row));
    expect(written).toEqual([expect.stringMatching(/^audit_entries .*sign_in_refused/)]);
    expect((await readRows()).length).toBe(before.length + 1);
    expect((await signInByPasskey(auth, right)).email).toBe(EMAIL);
  });

  it('leaves nothing at all when the answer is nobody’s', async () => {
    const { device } = await equip();
    const before = await readRows();
    const answer = await answerOf(device, { odd: { id: Buffer.from('an unknown passkey').toString('base64url') } });
    await expect(signInByPasskey(auth, answer)).rejects.toMatchObject(NOT_RIGHT);
    expect(await readRows()).toEqual(before);
  });

  it.each<[string, Oddity]>([
    ['counts', {}],
    ['counts nothing', COUNTS_NOTHING],
  ])('is answered once, by a device that %s: again is refused, and is no wrong answer', async (_which, odd) => {
    const { device } = await equip({ odd });
    const answer = await answerOf(device, { odd });
    await signInByPasskey(auth, answer);
    const before = await readRows();
    await expect(signInByPasskey(auth, answer)).rejects.toMatchObject(NOTHING_ASKED);
    await expect(signInByPasskey(withKeys([former]), answer)).rejects.toMatchObject(NOTHING_ASKED);
    expect(await readRows()).toEqual(before);
  });

  it.each<[string, Oddity]>([
    ['counts', {}],
    ['counts nothing', COUNTS_NOTHING],
  ])(
    'signs in once when its answer reaches several processes at the same moment, of a device that %s',
    async (_w, odd) => {
      const { device } = await equip({ odd });
      await query(test.db, 'delete from user_sessions');
      const answer = await answerOf(device, { odd });
      const processes = [auth, withKeys([former]), withKeys([present, former])];
      const attempts = await Promise.allSettled(
        Array.from({ length: 12 }, (_, at) => signInByPasskey(processes[at % processes.length] ?? auth, answer)),
      );
      const refused = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toEqual(Array.from({ length: 11 }, () => expect.objectContaining(NOTHING_ASKED)));
      expect(await query(test.db, 'select 1 from user_sessions')).toHaveLength(1);
      expect(await actions()).not.toContain('sign_in_refused');
    },
  );

  it('is answered within five minutes, and the browser is told so', async () => {
    const { device } = await equip();
    const { cookies } = await askPasskey(auth);
    expect(cookies).toEqual([
      expect.stringMatching(/^pulso_passkey=\S+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const [late, intime] = [await answerOf(device, { odd: { counter: 90 } }), await answerOf(device)];
    now = new Date(NOW.getTime() + 300_000);
    await expect(signInByPasskey(auth, late)).rejects.toMatchObject(NOTHING_ASKED);
    now = new Date(NOW.getTime() + 299_999);
    expect((await signInByPasskey(auth, intime)).email).toBe(EMAIL);
  });

  it('is kept as answered for longer than anybody could answer it, and then forgotten', async () => {
    const { device } = await equip();
    const answer = await answerOf(device);
    await signInByPasskey(auth, answer);
    const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
    await forgetSignIns(test.db, TENANT, { now: after(300) });
    await expect(signInByPasskey(auth, answer)).rejects.toMatchObject(NOTHING_ASKED);
    await forgetSignIns(test.db, TENANT, { now: after(600) });
    expect(await query(test.db, 'select 1 from user_verifications')).toEqual([]);
    now = after(600);
    await expect(signInByPasskey(auth, answer)).rejects.toMatchObject(NOTHING_ASKED);
  });

  it('is none once a byte of its cookie is another', async () => {
    const { device } = await equip();
    const answer = await answerOf(device);
    const [name = '', value = ''] = answer.cookies.split('=');
    const changed = Array.from(value, (char, at) =>
      [value.slice(0, at), String.fromCharCode(char.charCodeAt(0) ^ 1), value.slice(at + 1)].join(''),
    );
    for (const one of [...changed, '', value.slice(1), value.slice(0, -1), decodeURIComponent(value).split('.')[0]]) {
      const refused = signInByPasskey(auth, { ...answer, cookies: `${name}=${one}` });
      await expect(refused).rejects.toMatchObject(NOTHING_ASKED);
    }
    await expect(signInByPasskey(auth, { ...answer, cookies: undefined })).rejects.toMatchObject(NOTHING_ASKED);
    expect((await signInByPasskey(auth, answer)).email).toBe(EMAIL);
  });

  it('is signed by the present key, and answered as well when the former signed it, while that is given', async () => {
    const { device } = await equip();
    const during = withKeys([present, former]);
    expect((await enter(device, { judging: during })).email).toBe(EMAIL);
    expect((await enter(device, { asking: during, judging: during })).email).toBe(EMAIL);
    expect((await enter(device, { asking: during, judging: withKeys([present]) })).email).toBe(EMAIL);
    for (const refused of [
      enter(device, { judging: withKeys([present]) }),
      enter(device, { asking: during, judging: withKeys([former]) }),
    ]) {
      await expect(refused).rejects.toMatchObject(NOTHING_ASKED);
    }
  });

  it('opens nothing as a session, and a session is no question', async () => {
    const { device } = await equip();
    const { cookies } = await answerOf(device);
    const session = cookies.replace('pulso_passkey=', 'pulso_session=');
    expect((await findSession(auth, session)).session).toBeNull();
    const { cookies: own } = await signIn(auth, { email: EMAIL, password: PASSWORD });
    const answer = await answerOf(device);
    const moved = jar(own).replace('pulso_session=', 'pulso_passkey=');
    await expect(signInByPasskey(auth, { ...answer, cookies: moved })).rejects.toMatchObject(NOTHING_ASKED);
  });
});
