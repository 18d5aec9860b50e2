import { type Database, query } from '@pulso/database';

/**
 * Keeps that somebody was not let in, for every company of the person that the address belongs to. For an address that is nobody's it
 * runs the same statement, which then finds no one.
 */
export async function noteRefusedSignIn(db: Database, { email, now }: { email: string; now: Date }): Promise<void> {
  await query(
    db,
    `insert into audit_entries (tenant_id, entry_id, action, actor_id, actor_email, happened_at)
     select m.tenant_id, gen_random_uuid(), 'sign_in_refused', u.id, u.email, $2
     from users u join members m on m.user_id = u.id
     where u.email = $1`,
    { bind: [email, now] },
  );
}
