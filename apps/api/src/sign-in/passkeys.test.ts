import { query } from '@pulso/database';
import { readWholeTables } from '@pulso/database/testing';
import { listAudit } from '@pulso/members';
import { type Authenticator, type Oddity, openAuthenticator, showCode } from '@pulso/members/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMember, openPerson, PASSWORD, type Person } from '../testing/open-person.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const EMAIL = 'ana@example.com';
const REMOTE = { database: 'external' } as const;
const EVIL = 'https://evil.example';

let api: TestApi;
let now = NOW;
beforeAll(async () => {
  const clock = { now: () => now };
  api = await startTestApi({ settings: REMOTE, refusals: { most: 1000, per_seconds: 600 }, clock });
});
afterAll(() => api.close());
beforeEach(async () => {
  now = NOW;
  for (const table of ['users', 'audit_entries', 'user_verifications']) {
    await query(api.database.db, `delete from ${table}`);
  }
});

interface Question {
  challenge: string;
  [name: string]: unknown;
}
interface OwnPasskey {
  passkeyId: string;
  name: string;
  lastUsedAt: string | null;
}

/** Where the page is that a browser shows; what holds without a public address is the local one. */
const pageOf = (own: TestApi) => ({ origin: `http://localhost:${own.port}`, host: 'localhost' });
const owner = (own = api, email = EMAIL) => openMember(own, own.tenant.tenantId, { email, role: 'owner' });
const prepare = async (person: Person) => {
  const { status, body } = await person.post('passkey/prepare', { password: PASSWORD });
  expect(status).toBe(200);
  return body as Question;
};
/** Somebody who has a passkey, and what it is in. */
async function equipped(own = api, email = EMAIL) {
  const person = await owner(own, email);
  const device = openAuthenticator(pageOf(own));
  const added = await person.post('passkey/add', { name: 'Celular', credential: device.make(await prepare(person)) });
  expect(added.status).toBe(204);
  return { person, device };
}
/** Another browser, with the question that it was asked. */
async function asked(own = api) {
  const person = openPerson(own);
  const { status, body } = await person.post('passkey/ask');
  expect(status).toBe(200);
  return { person, question: body as Question };
}
const enter = async (device: Authenticator, odd: Oddity = {}) => {
  const { person, question } = await asked();
  return { person, ...(await person.post('passkey/sign-in', { credential: device.answer(question, odd) })) };
};
const listed = async (person: Person) =>
  ((await person.ask('session.passkeys')).body as { result: { data: OwnPasskey[] } }).result.data;
const sessionOf = (person: Person) =>
  person
    .cookie()
    .split('; ')
    .find((pair) => pair.startsWith('pulso_session=')) ?? '';
const statusOf = async (person: Person) => (await person.ask('session.get')).status;
const audit = () => listAudit(api.database.db, api.tenant.tenantId, { before: null, limit: 50 });
const actions = async () => (await audit()).map(({ action }) => action);

describe('a passkey', () => {
  test('is added after the password, and signs its person in without one', async () => {
    const { person, device } = await equipped();
    expect(await listed(person)).toEqual([
      { passkeyId: expect.any(String), name: 'Celular', createdAt: expect.any(String), lastUsedAt: null },
    ]);
    const { person: other, question } = await asked();
    expect(question).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(question).not.toHaveProperty('allowCredentials');
    expect(other.lines).toEqual([
      expect.stringMatching(/^pulso_passkey=\S+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(await statusOf(other)).toBe(401);
    expect((await other.post('passkey/sign-in', { credential: device.answer(question) })).status).toBe(204);
    expect(await other.ask('session.get')).toMatchObject({ body: { result: { data: { email: EMAIL } } } });
    expect((await listed(person))[0]?.lastUsedAt).not.toBeNull();
    expect(await audit()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'passkey_added', actorEmail: EMAIL, subject: 'Celular' }),
        expect.objectContaining({ action: 'signed_in', actorEmail: EMAIL, details: { factor: 'passkey' } }),
      ]),
    );
  });

  test('asks the device to know its person, and to keep the passkey so that nobody has to say a name', async () => {
    const person = await owner();
    expect((await person.post('passkey/prepare', { password: 'not the password' })).status).toBe(401);
    expect(await prepare(person)).toMatchObject({
      rp: { id: 'localhost', name: 'Pulso' },
      user: { name: EMAIL },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(await actions()).toContain('sign_in_refused');
  });

  test('is both factors: whoever has codes of an app as well is asked for none', async () => {
    const { person, device } = await equipped();
    const { body } = await person.post('second-factor/prepare', { password: PASSWORD });
    const { uri } = body as { uri: string };
    expect((await person.post('second-factor/confirm', { code: showCode(uri) })).status).toBe(204);
    const { status, person: other } = await enter(device);
    expect(status).toBe(204);
    expect(await statusOf(other)).toBe(200);
  });

  test('answers a question once, in the browser that was asked', async () => {
    const { device } = await equipped();
    const { person, question } = await asked();
    const cookie = person.cookie();
    const credential = device.answer(question);
    expect((await openPerson(api).post('passkey/sign-in', { credential })).status).toBe(404);
    expect((await (await asked()).person.post('passkey/sign-in', { credential })).status).toBe(401);
    const forged = openPerson(api, { cookie: cookie.replace(/\.[^.]*$/, '.x') });
    expect((await forged.post('passkey/sign-in', { credential })).status).toBe(404);
    expect((await person.post('passkey/sign-in', { credential })).status).toBe(204);
    const replayed = await openPerson(api, { cookie }).post('passkey/sign-in', { credential });
    expect(replayed).toMatchObject({ status: 404, body: { type: 'urn:pulso:problem:not-found' } });
    expect(await statusOf(openPerson(api, { cookie }))).toBe(401);
  });

  test('answers a question once, however often its answer is sent at the same instant', async () => {
    const { device } = await equipped();
    const { person, question } = await asked();
    const credential = device.answer(question);
    const browsers = Array.from({ length: 4 }, () => openPerson(api, { cookie: person.cookie() }));
    const answers = await Promise.all(browsers.map((one) => one.post('passkey/sign-in', { credential })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404, 404, 404]);
  });

  test('answers within five minutes', async () => {
    const { device } = await equipped();
    const { person, question } = await asked();
    const credential = device.answer(question);
    now = new Date(NOW.getTime() + 300_000);
    expect((await person.post('passkey/sign-in', { credential })).status).toBe(404);
    now = new Date(NOW.getTime() + 299_999);
    expect((await person.post('passkey/sign-in', { credential })).status).toBe(204);
  });

  test.each<[string, Oddity]>([
    ['signed for another page', { origin: EVIL }],
    ['signed for the page by its address in numbers', { origin: 'http://127.0.0.1:3000' }],
    ['was made without a look at its person', { sawNobody: true }],
    ['counts back, as a copy of it would', { counter: 1 }],
    ['answers another question', { challenge: Buffer.from('another question').toString('base64url') }],
    ['is nobody’s', { id: Buffer.from('an unknown passkey').toString('base64url') }],
  ])('opens nothing when it %s, and reads the same', async (_why, odd) => {
    const { device } = await equipped();
    expect((await enter(device)).status).toBe(204);
    const { status, body, person } = await enter(device, odd);
    expect([status, body]).toEqual([
      401,
      expect.objectContaining({ type: 'urn:pulso:problem:unauthenticated', detail: 'The passkey is not right' }),
    ]);
    expect(await statusOf(person)).toBe(401);
    expect((await actions()).includes('sign_in_refused')).toBe(odd.id === undefined);
  });

  test('opens nothing that is somebody else’s by naming their passkey', async () => {
    const { device: ours } = await equipped();
    const { device: theirs } = await equipped(api, 'bia@example.com');
    expect((await enter(theirs, { id: ours.id })).status).toBe(401);
    expect(await query(api.database.db, 'select 1 from user_passkeys where last_used_at is not null')).toEqual([]);
  });

  test('holds for the address that the operator has set, whatever a request names', async () => {
    const publicUrl = 'https://pulso.example';
    const own = await startTestApi({ settings: { ...REMOTE, publicUrl } });
    try {
      const person = await openMember({ ...own, url: publicUrl, call: own.call }, own.tenant.tenantId, {
        email: EMAIL,
        role: 'viewer',
      });
      const question = await prepare(person);
      expect(question).toMatchObject({ rp: { id: 'pulso.example' } });
      const local = openAuthenticator(pageOf(own)).make(question);
      expect((await person.post('passkey/add', { name: 'Aqui', credential: local })).status).toBe(400);
      const device = openAuthenticator({ origin: publicUrl, host: 'pulso.example' });
      const credential = device.make(await prepare(person));
      expect((await person.post('passkey/add', { name: 'Lá', credential })).status).toBe(204);
      expect(person.lines.at(-1)).toMatch(/^__Host-pulso_passkey=.*; Secure/);
      const other = openPerson({ ...own, url: publicUrl });
      const asks = (await other.post('passkey/ask')).body as Question;
      expect((await other.post('passkey/sign-in', { credential: device.answer(asks) })).status).toBe(204);
    } finally {
      await own.close();
    }
  });

  test('makes an address wait that sends too many wrong ones, as it does for wrong passwords', async () => {
    const own = await startTestApi({ settings: REMOTE, refusals: { most: 4, per_seconds: 600 } });
    try {
      const { device } = await equipped(own);
      const answers: Awaited<ReturnType<Person['post']>>[] = [];
      const { person, question } = await asked(own);
      const credential = device.answer(question, { origin: EVIL });
      for (const browser of [person, openPerson(own), person, openPerson(own), person]) {
        answers.push(await browser.post('passkey/sign-in', { credential }));
      }
      expect(answers.map(({ status }) => status)).toEqual([401, 404, 401, 404, 429]);
      expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await openPerson(own).post('sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(429);
    } finally {
      await own.close();
    }
  });

  test('asks as often as one likes, since a stranger who asks leaves nothing here', async () => {
    const own = await startTestApi({ settings: REMOTE, refusals: { most: 2, per_seconds: 600 } });
    try {
      const before = await readWholeTables(own.database.db);
      const questions = await Promise.all(Array.from({ length: 100 }, () => asked(own)));
      expect(new Set(questions.map(({ question }) => question.challenge)).size).toBe(100);
      expect(await readWholeTables(own.database.db)).toEqual(before);
    } finally {
      await own.close();
    }
  });
});

describe('one’s own passkeys', () => {
  test('are taken away after the password, and then open nothing', async () => {
    const { person, device } = await equipped();
    const passkeyId = (await listed(person))[0]?.passkeyId;
    expect((await person.post('passkey/remove', { passkeyId, password: 'not the password' })).status).toBe(401);
    expect((await enter(device)).status).toBe(204);
    expect((await person.post('passkey/remove', { passkeyId, password: PASSWORD })).status).toBe(204);
    expect(await listed(person)).toEqual([]);
    expect((await enter(device)).status).toBe(401);
    expect(await audit()).toContainEqual(
      expect.objectContaining({ action: 'passkey_removed', actorEmail: EMAIL, subject: 'Celular' }),
    );
  });

  test('are nobody else’s to see or to take away, and an id of theirs is answered like one that never was', async () => {
    const { person: ana } = await equipped();
    const { person: bia } = await equipped(api, 'bia@example.com');
    const theirs = (await listed(ana))[0]?.passkeyId;
    const never = '00000000-0000-4000-8000-00000000dead';
    const remove = (passkeyId?: string) => bia.post('passkey/remove', { passkeyId, password: PASSWORD });
    const [one, other] = [await remove(theirs), await remove(never)];
    expect([one.status, one.body]).toEqual([404, other.body]);
    expect(await listed(ana)).toHaveLength(1);
    expect((await listed(bia)).map(({ passkeyId }) => passkeyId)).not.toContain(theirs);
  });

  test.each<[string, Oddity]>([
    ['made for another page', { origin: EVIL }],
    ['of a device that looked at nobody', { sawNobody: true }],
    ['made for another question', { challenge: Buffer.from('another question').toString('base64url') }],
  ])('are never one %s', async (_why, odd) => {
    const person = await owner();
    const credential = openAuthenticator(pageOf(api)).make(await prepare(person), odd);
    const refused = await person.post('passkey/add', { name: 'Celular', credential });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'credential' }] } });
    expect(await listed(person)).toEqual([]);
  });

  test('are never one that somebody has already', async () => {
    const { device } = await equipped();
    const bia = await owner(api, 'bia@example.com');
    const credential = openAuthenticator(pageOf(api)).make(await prepare(bia), { id: device.id });
    expect((await bia.post('passkey/add', { name: 'Dela', credential })).status).toBe(400);
    expect((await enter(device)).status).toBe(204);
  });

  test('are added by the browser and the person that gave the password, once', async () => {
    const person = await owner();
    const device = openAuthenticator(pageOf(api));
    const credential = device.make(await prepare(person));
    const cookie = person.cookie();
    const bia = await owner(api, 'bia@example.com');
    expect((await bia.post('passkey/add', { name: 'Dela', credential })).status).toBe(404);
    const mixed = [bia.cookie(), cookie.split('; ').find((pair) => pair.startsWith('pulso_passkey='))].join('; ');
    const taken = await openPerson(api, { cookie: mixed }).post('passkey/add', { name: 'Dela', credential });
    expect(taken.status).toBe(404);
    expect((await person.post('passkey/add', { name: 'Celular', credential })).status).toBe(404);
    const anew = { name: 'Celular', credential: device.make(await prepare(person)) };
    expect((await person.post('passkey/add', anew)).status).toBe(204);
    expect((await person.post('passkey/add', anew)).status).toBe(404);
  });

  test('are not added by an answer to the question for signing in, nor by what another step left in the browser', async () => {
    const { person, device } = await equipped();
    const question = (await person.post('passkey/ask')).body as Question;
    const credential = openAuthenticator(pageOf(api)).make(question);
    expect((await person.post('passkey/add', { name: 'Outro', credential })).status).toBe(404);
    const { uri } = (await person.post('second-factor/prepare', { password: PASSWORD })).body as { uri: string };
    await person.post('second-factor/confirm', { code: showCode(uri) });
    const other = openPerson(api);
    await other.post('sign-in', { email: EMAIL, password: PASSWORD });
    const passkeyCookie = other.cookie().replace('pulso_second_step=', 'pulso_passkey=');
    const moved = openPerson(api, { cookie: passkeyCookie });
    const answer = { credential: device.answer(question) };
    expect((await moved.post('passkey/sign-in', answer)).status).toBe(404);
    const both = openPerson(api, { cookie: [sessionOf(person), passkeyCookie].join('; ') });
    expect((await both.post('passkey/add', { name: 'Outro', credential })).status).toBe(404);
  });

  test('are not what signs in when the question was for a new one', async () => {
    const { person, device } = await equipped();
    const question = await prepare(person);
    const refused = await person.post('passkey/sign-in', { credential: device.answer(question) });
    expect(refused).toMatchObject({ status: 404, body: { type: 'urn:pulso:problem:not-found' } });
  });

  test('are added however old the session is, since the password is asked for', async () => {
    const person = await owner();
    await query(api.database.db, `update user_sessions set created_at = now() - interval '20 days'`);
    const credential = openAuthenticator(pageOf(api)).make(await prepare(person));
    expect((await person.post('passkey/add', { name: 'Celular', credential })).status).toBe(204);
  });

  test.each(['prepare', 'add', 'remove'])('are nobody’s to %s who is not signed in', async (path) => {
    const device = openAuthenticator(pageOf(api));
    const given = {
      prepare: { password: PASSWORD },
      add: { name: 'Celular', credential: device.make({ challenge: 'none' }) },
      remove: { passkeyId: '00000000-0000-4000-8000-00000000dead', password: PASSWORD },
    }[path];
    expect((await openPerson(api).post(`passkey/${path}`, given)).status).toBe(401);
    expect((await (await owner()).post(`passkey/${path}`, given, { origin: EVIL })).status).toBe(403);
  });

  test.each(['ask', 'sign-in'])('are not asked for by another page: %s', async (path) => {
    expect((await openPerson(api).post(`passkey/${path}`, {}, { origin: EVIL })).status).toBe(403);
  });

  test('go with their person, and are taken away with a lost second factor', async () => {
    const { device } = await equipped();
    const carla = await openMember(api, api.tenant.tenantId, { email: 'carla@example.com', role: 'owner' });
    const members = await carla.ask('members.list');
    expect(members).toMatchObject({
      body: { result: { data: { members: [{ hasPasskey: true }, { hasPasskey: false }] } } },
    });
    const [ana] = await query<{ id: string }>(api.database.db, 'select id from users where email = $1', {
      bind: [EMAIL],
    });
    expect((await carla.ask('members.removeFactors', { userId: ana?.id }, 'mutation')).status).toBe(200);
    expect((await enter(device)).status).toBe(401);
    const { device: other } = await equipped(api, 'bia@example.com');
    const [bia] = await query<{ id: string }>(api.database.db, `select id from users where email = 'bia@example.com'`);
    expect((await carla.ask('members.remove', { userId: bia?.id }, 'mutation')).status).toBe(200);
    expect(await query(api.database.db, 'select 1 from user_passkeys')).toEqual([]);
    expect((await enter(other)).status).toBe(401);
  });
});
