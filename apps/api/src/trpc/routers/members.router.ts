import {
  type AuditAction,
  changeRole,
  invite,
  linkPathTo,
  listAudit,
  listInvitations,
  listMembers,
  makeMemberResetLink,
  type Role,
  readMailAddress,
  removeMember,
  removeMemberFactors,
  revokeInvitation,
  roles,
} from '@pulso/members';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface MembersView {
  members: {
    userId: string;
    email: string;
    role: Role;
    hasPassword: boolean;
    hasSecondFactor: boolean;
    hasPasskey: boolean;
    isSelf: boolean;
  }[];
  invitations: { invitationId: string; email: string; role: Role; expiresAt: string }[];
}

export interface AuditView {
  entryId: string;
  action: AuditAction;
  actorEmail: string | null;
  subject: string | null;
  details: Record<string, string | number | boolean | null>;
  happenedAt: string;
}

/** A link as whoever made it hands it over: its path, to be put behind the address that they see. */
export interface MadeLink {
  path: string;
  expiresAt: string;
}

const ownerProcedure = tenantProcedure.meta({ least: 'owner' });
const Role = z.enum(roles);
const UserInput = z.strictObject({ userId: z.guid() });
const AuditInput = z.strictObject({ before: z.iso.datetime().nullable(), limit: z.int().min(1).max(200) });

// Who somebody is belongs to no tenant, so the wall hides it: these verbs take the database of `auth` and name the tenant themselves.
export const membersRouter = createRouter({
  list: ownerProcedure.query(async ({ ctx: { deps, tenant, visitor } }): Promise<MembersView> => {
    const [members, invitations] = await Promise.all([
      listMembers(deps.auth, tenant.tenantId),
      listInvitations(deps.auth, tenant.tenantId),
    ]);
    return {
      members: members.map(({ userId, email, role, hasPassword, hasSecondFactor, hasPasskey }) => ({
        userId,
        email,
        role,
        hasPassword,
        hasSecondFactor,
        hasPasskey,
        isSelf: userId === visitor.user?.userId,
      })),
      invitations: invitations.map(({ expiresAt, ...rest }) => ({ ...rest, expiresAt: expiresAt.toISOString() })),
    };
  }),

  invite: ownerProcedure
    .input(z.strictObject({ email: z.string().max(254), role: Role }))
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<MadeLink> => {
      const invited = { email: readMailAddress(input.email), role: input.role, actor: visitor.user };
      const { token, expiresAt } = await invite(deps.auth, tenant.tenantId, invited);
      return { path: linkPathTo('invitation', token), expiresAt: expiresAt.toISOString() };
    }),

  revokeInvitation: ownerProcedure
    .input(z.strictObject({ invitationId: z.guid() }))
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
      const { invitationId } = input;
      await revokeInvitation(deps.auth, tenant.tenantId, { invitationId, actor: visitor.user });
    }),

  changeRole: ownerProcedure
    .input(UserInput.extend({ role: Role }))
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
      await changeRole(deps.auth, tenant.tenantId, { ...input, actor: visitor.user });
    }),

  remove: ownerProcedure.input(UserInput).mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
    await removeMember(deps.auth, tenant.tenantId, { ...input, actor: visitor.user });
  }),

  makeResetLink: ownerProcedure
    .input(UserInput)
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<MadeLink> => {
      const made = { ...input, actor: visitor.user };
      const { token, expiresAt } = await makeMemberResetLink(deps.auth, tenant.tenantId, made);
      return { path: linkPathTo('reset', token), expiresAt: expiresAt.toISOString() };
    }),

  removeFactors: ownerProcedure
    .input(UserInput)
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
      await removeMemberFactors(deps.auth, tenant.tenantId, { ...input, actor: visitor.user });
    }),

  audit: ownerProcedure.input(AuditInput).query(async ({ ctx: { deps, tenant }, input }): Promise<AuditView[]> => {
    const before = input.before === null ? null : new Date(input.before);
    const entries = await listAudit(deps.db, tenant.tenantId, { before, limit: input.limit });
    return entries.map(({ happenedAt, ...rest }) => ({ ...rest, happenedAt: happenedAt.toISOString() }));
  }),
});
