import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createJobRunner } from '@pulso/jobs';
import { keepEverything } from '@pulso/jobs/testing';
import { startSimulator } from '@pulso/meli-simulator';
import { fromBase32, openAuthenticator, showCode } from '@pulso/members/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openBrowser } from './testing/open-browser.ts';
import { openMember, openPerson, PASSWORD, type Person } from './testing/open-person.ts';
import { KEY, NOW, startTestApi, type TestApi } from './testing/start-test-api.ts';

/** What nobody may read in a dump or a log, by what it is. */
const secrets: Record<string, string> = {
  'the password of an owner': PASSWORD,
  'a password that was tried': 'batterie qui n est pas la bonne',
  'the password of somebody invited': 'cheval correct et agrafe',
  'the key of the job endpoints': KEY,
  'a key that was tried': `tried-${randomBytes(12).toString('hex')}`,
  'the key that encrypts': randomBytes(32).toString('base64'),
};
const keep = (what: string, value: string | null | undefined) => {
  if (!value) throw new Error(`${what} was not seen`);
  secrets[what] = value;
};

let now = new Date(NOW);
const clock = { now: () => new Date(now) };
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let api: TestApi;
let dump: string;

beforeAll(async () => {
  const world = { listings: 3, ordersPerDay: 1, historyDays: 10 };
  simulator = await startSimulator({ clock, seed: 'secrets', anchorDay: '2026-11-23', world });
  const { url: apiUrl, authUrl, clientId, clientSecret } = simulator;
  keep('the secret of the application', clientSecret);
  watchKeys();
  api = await startTestApi({
    clock,
    logLevel: 'trace',
    application: { apiUrl, clientId, clientSecret },
    encryptionKeys: [new Secret(secrets['the key that encrypts'] ?? '')],
    settings: { meli: { apiUrl, authUrl, clientId, clientSecret: new Secret(clientSecret), redirectUri: null } },
    runner: (own) =>
      createJobRunner({
        ...own,
        clock,
        retention: keepEverything,
        budget: { rates: null, take: () => Promise.resolve() },
      }),
  });
  await connectSeller();
  await invitePeople();
  await sync(200);
  now = new Date(now.getTime() + 7 * 3_600_000);
  await sync(200);
  await simulator.revokeConsent();
  now = new Date(now.getTime() + 7 * 3_600_000);
  await sync(409);
  await tryWrongKey();
  dump = await dumpEverything();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await api.close();
  await simulator.close();
});

/** Every pair of keys that Mercado Livre hands out from now on. */
function watchKeys(): void {
  const real = fetch;
  let pairs = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await real(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname === '/oauth/token' && answer.ok) {
      const given = (await answer.clone().json()) as { access_token: string; refresh_token: string };
      pairs += 1;
      keep(`access token ${pairs}`, given.access_token);
      keep(`refresh token ${pairs}`, given.refresh_token);
    }
    return answer;
  });
}

/** Through the browser, as on the page; what its addresses carry must not be kept either. */
async function connectSeller(): Promise<void> {
  const browser = openBrowser();
  const { to } = await browser.open(`${api.url}/api/v1/mercadolivre/connect`);
  const back = (await browser.open(to ?? '')).to;
  keep('the state of an authorisation', back?.searchParams.get('state'));
  keep('the code of an authorisation', back?.searchParams.get('code'));
  expect(await browser.open(back ?? '')).toMatchObject({ outcome: 'connected' });
}

async function invitePeople(): Promise<void> {
  const owner = await openMember(api, api.tenant.tenantId, { email: 'ana@example.com', role: 'owner' });
  const refused = { email: 'ana@example.com', password: secrets['a password that was tried'] };
  expect((await openPerson(api).post('sign-in', refused)).status).toBe(401);
  const invited = await owner.ask('members.invite', { email: 'bia@example.com', role: 'member' }, 'mutation');
  const token = linkSecretOf(invited.body);
  keep('the secret of an invitation', token);
  const bia = openPerson(api);
  const password = secrets['the password of somebody invited'];
  expect((await bia.post('accept-invitation', { token, password })).status).toBe(204);
  const [member] = await query<{ id: string }>(api.database.db, `select id from users where email = 'bia@example.com'`);
  const reset = await owner.ask('members.makeResetLink', { userId: member?.id }, 'mutation');
  keep('the secret of a new password', linkSecretOf(reset.body));
  for (const [who, { lines }] of Object.entries({ owner, bia })) {
    const [, value] = /^[^=]+=([^;]+)/.exec(lines.at(-1) ?? '') ?? [];
    // The part before the dot is the session; the other is its signature.
    keep(`the session of ${who}`, decodeURIComponent(value ?? '').split('.')[0]);
  }
  await usePasskey(owner);
  await useSecondFactor(owner);
}

/** Added, and signed in by: what the browser has meanwhile opens something, what the device signs is public. */
async function usePasskey(owner: Person): Promise<void> {
  const device = openAuthenticator({ origin: `http://localhost:${api.port}`, host: 'localhost' });
  const { body: asked } = await owner.post('passkey/prepare', { password: PASSWORD });
  keep('a passkey that is waited for', tokenOf(owner, 'pulso_passkey'));
  const credential = device.make(asked as { challenge: string });
  expect((await owner.post('passkey/add', { name: 'Celular', credential })).status).toBe(204);
  const again = openPerson(api);
  const { body } = await again.post('passkey/ask');
  keep('a question for a passkey', tokenOf(again, 'pulso_passkey'));
  const answer = { credential: device.answer(body as { challenge: string }) };
  expect((await again.post('passkey/sign-in', answer)).status).toBe(204);
  keep('a session by a passkey', tokenOf(again, 'pulso_session'));
}

/** The part of a cookie before its signature. */
const tokenOf = (person: Person, name: string): string | undefined =>
  decodeURIComponent(new RegExp(`${name}=([^;]+)`).exec(person.cookie())?.[1] ?? '').split('.')[0];

/** Turned on, tried, and passed; the codes themselves are worth nothing half a minute later. */
async function useSecondFactor(owner: Person): Promise<void> {
  const { body } = await owner.post('second-factor/prepare', { password: PASSWORD });
  const { uri, backupCodes } = body as { uri: string; backupCodes: string[] };
  keep('the key of an app, as it is typed', new URL(uri).searchParams.get('secret'));
  keep('the key of an app', Buffer.from(fromBase32(new URL(uri).searchParams.get('secret') ?? '')).toString());
  keep('a backup code', backupCodes[0]);
  keep('a backup code that was spent', backupCodes[1]);
  expect((await owner.post('second-factor/confirm', { code: showCode(uri) })).status).toBe(204);
  const again = openPerson(api);
  expect((await again.post('sign-in', { email: 'ana@example.com', password: PASSWORD })).status).toBe(200);
  keep('a password that waits for its code', decodeURIComponent(again.cookie().split('=')[1] ?? '').split('.')[0]);
  expect((await again.post('second-step', { code: 'wrong-codes' })).status).toBe(401);
  expect((await again.post('second-step', { code: backupCodes[1] })).status).toBe(204);
}

const linkSecretOf = (body: unknown): string | undefined => /#([\w-]+)/.exec(JSON.stringify(body))?.[1];

async function sync(status: number): Promise<void> {
  const answer = await api.call('/api/v1/jobs/sync-mercadolivre', {
    body: { tenantId: api.tenant.tenantId, daysBack: 3 },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
}

async function tryWrongKey(): Promise<void> {
  const answer = await api.call('/api/v1/freshness', { key: secrets['a key that was tried'] ?? '' });
  expect(answer.status).toBe(403);
}

/** Every row of every table, as a dump in plain text has them. */
async function dumpEverything(): Promise<string> {
  const tables = await query<{ name: string }>(
    api.database.db,
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ line: string }>(api.database.db, `select t::text as line from ${name} as t`);
    lines.push(...rows.map(({ line }) => line));
  }
  return lines.join('\n');
}

/** A text as it may stand somewhere: as it is, or in a form that anybody can read back. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
}

const foundIn = (text: string) =>
  Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([what]) => what);

it('no token, key, password, session or link stands in clear in a dump of the database', () => {
  expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(19);
  // What may stand there is found, so the search finds.
  expect(dump).toContain('ana@example.com');
  expect(dump).toContain(simulator.sellers[0]?.sellerId);
  expect(foundIn(`${dump}${Buffer.from(PASSWORD).toString('hex')}`)).toEqual(['the password of an owner']);
  expect(foundIn(dump)).toEqual([]);
});

it('no token, key, password, session or link stands in a log, not even at trace', () => {
  const log = api.log.join('\n');
  for (const word of ['/users/me', 'signed in', '/api/v1/mercadolivre/callback', 'reauthorisation_required'])
    expect(log).toContain(word);
  expect(foundIn(log)).toEqual([]);
});
