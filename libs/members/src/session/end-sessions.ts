import { query } from '@pulso/database';
import { sessionCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';

/**
 * Signs a browser out.
 * @returns the `Set-Cookie` line that takes its cookie away
 */
export async function signOut(auth: Authentication, sessionId: string): Promise<string> {
  await query(auth.db, 'delete from user_sessions where id = $1', { bind: [sessionId] });
  const secure = auth.isSecure ? '; Secure' : '';
  return `${sessionCookieName(auth.isSecure)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** Signs somebody out in every browser. @returns in how many */
export async function signOutEverywhere(auth: Authentication, userId: string): Promise<number> {
  const ended = await query(auth.db, 'delete from user_sessions where user_id = $1 returning id', { bind: [userId] });
  return ended.length;
}
