import { type Authentication, firstOwnerLinkPath, hasNoUser } from '@pulso/members';
import type { Logger } from '@pulso/runtime';
import type { ApiSettings } from '../api-deps.ts';

/**
 * Writes the link for the first owner into the log, as long as nobody is known. Whoever can read the log runs Pulso; a stranger who finds
 * the page first cannot take it. A database that does not answer yet, or has no tables, is no reason not to start.
 */
export async function tellFirstOwner({
  auth,
  settings,
  log,
  address,
}: {
  auth: Authentication;
  settings: Pick<ApiSettings, 'publicUrl'>;
  log: Logger;
  address: string;
}): Promise<void> {
  const isEmpty = await hasNoUser(auth.db).catch(() => false);
  if (!isEmpty) return;
  const link = `${settings.publicUrl ?? address}${firstOwnerLinkPath(auth)}`;
  log.warn({ link }, 'nobody can sign in yet: the first owner opens this link');
}
