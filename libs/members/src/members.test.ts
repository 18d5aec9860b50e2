import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authentication,
  acceptInvitation,
  auditActions,
  changeRole,
  createUser,
  findInvitation,
  findSession,
  forgetAudit,
  invite,
  isAtLeast,
  listAudit,
  listInvitations,
  listMembers,
  makeMemberResetLink,
  makeResetLink,
  openAuthentication,
  type Role,
  readMailAddress,
  removeMember,
  resetPassword,
  revokeInvitation,
  roles,
  signIn,
} from './index.ts';

const PASSWORD = 'correct horse battery';
const [TENANT, OTHER] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const DAY_MS = 86_400_000;

let test: TestDatabase;
let auth: Authentication;
let now = new Date();
beforeAll(async () => {
  test = await createTestDatabase();
  const encryptionKeys = [new Secret(randomBytes(32).toString('base64'))];
  auth = openAuthentication({ db: test.db, clock: { now: () => now }, encryptionKeys, publicUrl: null });
});
afterAll(() => test.drop());
beforeEach(async () => {
  now = new Date('2026-11-23T15:00:00Z');
  await query(test.db, 'delete from users');
  await query(test.db, 'delete from tenants');
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $3), ($2, 'Outra', $3)`, {
    bind: [TENANT, OTHER, now],
  });
});

const add = async (email: string, role: Role, tenantId = TENANT) =>
  (await createUser(auth, tenantId ?? '', { email, role, password: PASSWORD })).userId;
const invited = (email: string, role: Role = 'member') => invite(auth, TENANT ?? '', { email, role, actor: null });
const tenant = TENANT ?? '';
const sessions = () => query(test.db, 'select 1 from user_sessions');
const actions = async () => (await listAudit(test.db, tenant, { before: null, limit: 50 })).map(({ action }) => action);

describe('an invitation', () => {
  it('makes its holder a member by a password of their own, once, and signs them in', async () => {
    const { token } = await invited('bia@example.com', 'viewer');
    expect(await findInvitation(auth, token)).toMatchObject({ email: 'bia@example.com', hasPassword: false });
    const dump = await query<{ text: string }>(test.db, 'select i::text as text from invitations i');
    expect(dump[0]?.text).not.toContain(token);
    const { cookies } = await acceptInvitation(auth, { token, password: PASSWORD });
    const { session } = await findSession(auth, cookies[0]?.split(';')[0]);
    expect(session).toMatchObject({ email: 'bia@example.com', activeTenantId: tenant });
    expect(await listMembers(auth, tenant)).toMatchObject([{ email: 'bia@example.com', role: 'viewer' }]);
    await expect(acceptInvitation(auth, { token, password: PASSWORD })).rejects.toMatchObject({ code: 'not_found' });
    expect(await actions()).toEqual(expect.arrayContaining(['invited', 'joined']));
  });

  it('is spent by one of those who come with it at the same instant', async () => {
    const { token } = await invited('bia@example.com');
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => acceptInvitation(auth, { token, password: PASSWORD })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await query(test.db, 'select 1 from users')).toHaveLength(1);
  });

  it('asks somebody who has a password for that one, and is not spent by a wrong one', async () => {
    await add('bia@example.com', 'owner', OTHER);
    const { token } = await invited('bia@example.com');
    const wrong = acceptInvitation(auth, { token, password: 'some other password' });
    await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' });
    const { cookies } = await acceptInvitation(auth, { token, password: PASSWORD });
    const { session } = await findSession(auth, cookies[0]?.split(';')[0]);
    expect(session?.activeTenantId).toBe(tenant);
  });

  it('is worthless after a week, when it was taken back, and when another took its place', async () => {
    const first = await invited('bia@example.com');
    const second = await invited('bia@example.com', 'owner');
    const other = await invited('carla@example.com');
    await revokeInvitation(auth, tenant, { invitationId: other.invitationId, actor: null });
    for (const { token } of [first, other]) {
      await expect(findInvitation(auth, token)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await listInvitations(auth, tenant)).toMatchObject([{ email: 'bia@example.com', role: 'owner' }]);
    now = new Date(now.getTime() + 7 * DAY_MS);
    await expect(findInvitation(auth, second.token)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listInvitations(auth, tenant)).toEqual([]);
  });

  it('is not for a member, and a password that is too short does not spend it', async () => {
    await add('ana@example.com', 'owner');
    await expect(invited('ana@example.com')).rejects.toMatchObject({ code: 'already_member' });
    const { token } = await invited('bia@example.com');
    const short = acceptInvitation(auth, { token, password: 'short' });
    await expect(short).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await findInvitation(auth, token)).toMatchObject({ email: 'bia@example.com' });
  });
});

describe('a company', () => {
  it('keeps an owner, also when two take each other out at the same instant', async () => {
    const [ana, bia] = [await add('ana@example.com', 'owner'), await add('bia@example.com', 'owner')];
    const attempts = await Promise.allSettled([
      removeMember(auth, tenant, { userId: ana, actor: null }),
      changeRole(auth, tenant, { userId: bia, role: 'viewer', actor: null }),
    ]);
    const refused = attempts.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'last_owner' });
    expect((await listMembers(auth, tenant)).filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  it('loses a member at once: their browsers that show it are signed out, and who is in no other is forgotten', async () => {
    await add('ana@example.com', 'owner');
    const bia = await add('bia@example.com', 'member');
    await signIn(auth, { email: 'bia@example.com', password: PASSWORD });
    expect(await sessions()).toHaveLength(1);
    now = new Date(now.getTime() + 1000);
    await removeMember(auth, tenant, { userId: bia, actor: null });
    expect(await sessions()).toEqual([]);
    expect(await query(test.db, `select 1 from users where email like 'bia%'`)).toEqual([]);
    expect(await listAudit(test.db, tenant, { before: null, limit: 1 })).toMatchObject([
      { action: 'member_removed', subject: 'bia@example.com' },
    ]);
  });

  it('has no say about the members of another', async () => {
    const foreign = await add('eva@example.com', 'member', OTHER);
    const asked = { userId: foreign, actor: null };
    for (const attempt of [
      () => removeMember(auth, tenant, asked),
      () => changeRole(auth, tenant, { ...asked, role: 'viewer' }),
      () => makeMemberResetLink(auth, tenant, asked),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a link for a new password', () => {
  it('works once, signs out everywhere, and is not in the tables in clear', async () => {
    await add('ana@example.com', 'owner');
    await signIn(auth, { email: 'ana@example.com', password: PASSWORD });
    const { token } = await makeResetLink(auth, { email: 'ana@example.com' });
    const [row] = await query<{ text: string }>(test.db, 'select v::text as text from user_verifications v');
    expect(row?.text).not.toContain(token);
    await resetPassword(auth, { token, password: 'quite another one' });
    expect(await sessions()).toEqual([]);
    await expect(resetPassword(auth, { token, password: 'a third password' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const old = signIn(auth, { email: 'ana@example.com', password: PASSWORD });
    await expect(old).rejects.toMatchObject({ code: 'unauthenticated' });
    await signIn(auth, { email: 'ana@example.com', password: 'quite another one' });
    expect(await actions()).toEqual(expect.arrayContaining(['reset_link_made', 'password_reset', 'sign_in_refused']));
  });

  it('sets the first password of somebody whom the command line made known', async () => {
    await createUser(auth, tenant, { email: 'ana@example.com', role: 'owner', password: null });
    const early = signIn(auth, { email: 'ana@example.com', password: PASSWORD });
    await expect(early).rejects.toMatchObject({ code: 'unauthenticated' });
    const { token } = await makeResetLink(auth, { email: 'ana@example.com', valid_ms: 7 * DAY_MS });
    await resetPassword(auth, { token, password: PASSWORD });
    await signIn(auth, { email: 'ana@example.com', password: PASSWORD });
  });

  it('opens nothing any more once its person has come to another company, whose owners did not make it', async () => {
    const bia = await add('bia@example.com', 'member', OTHER);
    const asked = { userId: bia, actor: null };
    const links = [await makeMemberResetLink(auth, OTHER ?? '', asked)];
    const { token } = await invited('bia@example.com');
    await acceptInvitation(auth, { token, password: PASSWORD });
    links.push(await makeResetLink(auth, { email: 'bia@example.com' }));
    const [third] = await query<{ tenant_id: string }>(
      test.db,
      `insert into tenants (tenant_id, name, created_at) values (gen_random_uuid(), 'Terceira', now()) returning tenant_id`,
    );
    await createUser(auth, third?.tenant_id ?? '', { email: 'bia@example.com', role: 'owner', password: null });
    for (const link of links) {
      const attempt = resetPassword(auth, { token: link.token, password: 'taken over by somebody' });
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
    await signIn(auth, { email: 'bia@example.com', password: PASSWORD });
  });

  it('is not worth anything when it has expired or was never made', async () => {
    await add('ana@example.com', 'owner');
    const { token } = await makeResetLink(auth, { email: 'ana@example.com', valid_ms: -1 });
    for (const one of [token, 'guessed']) {
      await expect(resetPassword(auth, { token: one, password: PASSWORD })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });

  it('is not an owner’s to make for a member of another company too', async () => {
    await add('ana@example.com', 'owner');
    const bia = await add('bia@example.com', 'member');
    const asked = { userId: bia, actor: null };
    expect(await makeMemberResetLink(auth, tenant, asked)).toMatchObject({ userId: bia });
    await createUser(auth, OTHER ?? '', { email: 'bia@example.com', role: 'viewer', password: null });
    await expect(makeMemberResetLink(auth, tenant, asked)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the audit log', () => {
  it('has words that are added to, never changed', () => {
    expect(auditActions.join(' ')).toMatchInlineSnapshot(
      `"signed_in sign_in_refused signed_out_everywhere first_owner_created user_created invited invitation_revoked joined role_changed member_removed reset_link_made password_reset seller_connected seller_disconnected schedule_paused schedule_resumed time_zone_changed alerts_tried second_factor_on second_factor_off second_factor_removed backup_codes_made passkey_added passkey_removed"`,
    );
  });

  it('forgets what is older than it is kept, of one company alone', async () => {
    await add('ana@example.com', 'owner');
    await add('eva@example.com', 'owner', OTHER);
    expect(await forgetAudit(test.db, tenant, { before: now })).toBe(0);
    expect(await forgetAudit(test.db, tenant, { before: new Date(now.getTime() + 1) })).toBe(1);
    expect(await listAudit(test.db, OTHER ?? '', { before: null, limit: 5 })).toHaveLength(1);
  });
});

it('the roles stand above each other: who may change may also look, and an owner may do everything', () => {
  expect(roles.map((role) => roles.filter((least) => isAtLeast(role, least)))).toEqual([
    ['viewer'],
    ['viewer', 'member'],
    ['viewer', 'member', 'owner'],
  ]);
});

it.each([
  '',
  'a',
  'a@',
  '@b.com',
  'a@localhost',
  'a b@c.com',
  'a@b.com,c@d.com',
  'a\u0000@b.com',
  `${'x'.repeat(250)}@b.com`,
])('the text %j is taken for no address of mail', (text) => {
  expect(() => readMailAddress(text)).toThrow(/address of mail/);
});

it('an address of mail is kept without case and without what stands around it', () => {
  expect(readMailAddress(' Ana@Example.COM\n')).toBe('ana@example.com');
});
