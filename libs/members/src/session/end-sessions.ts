import { query } from '@pulso/database';
import { cookieLine } from './cookie-line.ts';
import { sessionCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';

/**
 * Signs a browser out.
 * @returns the `Set-Cookie` line that takes its cookie away
 */
export async function signOut(auth: Authentication, sessionId: string): Promise<string> {
  await query(auth.db, 'delete from user_sessions where id = $1', { bind: [sessionId] });
  return cookieLine(auth, { name: sessionCookieName(auth.isSecure), value: '', maxAge_seconds: 0 });
}

/** Signs somebody out in every browser. @returns in how many */
export async function signOutEverywhere(auth: Authentication, userId: string): Promise<number> {
  const ended = await query(auth.db, 'delete from user_sessions where user_id = $1 returning id', { bind: [userId] });
  return ended.length;
}
