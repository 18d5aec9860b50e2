import { randomBytes } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { systemClock } from '@pulso/domain';
import { confirmSecondFactor, openAuthentication, prepareSecondFactor, resetPassword, signIn } from '@pulso/members';
import { showCode } from '@pulso/members/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

const PASSWORD = 'correct horse battery';
const KEY = randomBytes(32).toString('base64');

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = (await createTenant(database.db, { name: 'Loja', now: new Date() })).tenantId;
});
afterAll(() => database.drop());

const env = () => ({ DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEY: KEY, PUBLIC_URL: 'https://pulso.example.com' });
const run = (argv: string[], stdin = '') =>
  runCommand(['--json', 'user', ...argv], env(), { readStdin: () => Promise.resolve(stdin) });
const auth = () =>
  openAuthentication({ db: database.db, clock: systemClock, encryptionKeys: [new Secret(KEY)], publicUrl: null });

describe('pulso user', () => {
  test('create shows the link by which the password is chosen, behind the address that users open', async () => {
    const { exitCode, json } = await run(['create', '--tenant', tenantId, '--email', 'Ana@example.com']);
    expect(exitCode).toBe(0);
    const { link } = json;
    expect(json).toEqual({ userId: expect.any(String), tenantId, email: 'ana@example.com', role: 'owner', link });
    const [page, token = ''] = link.split('#');
    expect(page).toBe('https://pulso.example.com/senha');
    await resetPassword(auth(), { token, password: PASSWORD });
    await signIn(auth(), { email: 'ana@example.com', password: PASSWORD });
  });

  test('create takes a password on stdin alone, and then shows no link', async () => {
    const argv = ['create', '--tenant', tenantId, '--email', 'bia@example.com', '--role', 'viewer', '--password'];
    expect(await run([...argv, PASSWORD])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await run([...argv, '-'], `${PASSWORD}\n`)).toMatchObject({
      exitCode: 0,
      json: { link: null, role: 'viewer' },
    });
    await signIn(auth(), { email: 'bia@example.com', password: PASSWORD });
  });

  test.each([
    ['an unknown company', ['--tenant', '00000000-0000-4000-8000-000000000009', '--email', 'c@example.com']],
    ['no address of mail', ['--tenant', 'TENANT', '--email', 'x']],
    ['an unknown role', ['--tenant', 'TENANT', '--email', 'c@example.com', '--role', 'admin']],
    ['a member', ['--tenant', 'TENANT', '--email', 'ana@example.com']],
  ])('create refuses %s', async (_, argv) => {
    const ran = await run(['create', ...argv.map((one) => (one === 'TENANT' ? tenantId : one))]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('reset makes a link for somebody who is known', async () => {
    const { json } = await run(['reset', '--email', 'ana@example.com']);
    await resetPassword(auth(), { token: json.link.split('#')[1] ?? '', password: 'quite another one' });
    await signIn(auth(), { email: 'ana@example.com', password: 'quite another one' });
    expect(await run(['reset', '--email', 'nobody@example.com'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('remove-factors lets somebody in by the password alone who lost their second factor', async () => {
    const dora = { email: 'dora@example.com', password: PASSWORD };
    const argv = ['create', '--tenant', tenantId, '--email', dora.email, '--password', '-'];
    expect(await run(argv, PASSWORD)).toMatchObject({ exitCode: 0 });
    const { userId } = await signIn(auth(), dora);
    const cookies = (await signIn(auth(), dora)).cookies[0]?.split(';')[0];
    const { uri } = await prepareSecondFactor(auth(), { cookies, password: PASSWORD });
    await confirmSecondFactor(auth(), {
      cookies,
      code: showCode(uri),
      person: { userId: userId ?? '', email: dora.email },
    });
    expect(await signIn(auth(), dora)).toMatchObject({ userId: null });
    const removed = await run(['remove-factors', '--email', dora.email]);
    expect(removed).toMatchObject({ exitCode: 0, json: { userId, email: dora.email } });
    expect(await signIn(auth(), dora)).toMatchObject({ userId });
    expect(await run(['remove-factors', '--email', 'nobody@example.com'])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
