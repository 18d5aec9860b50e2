import type { Database } from '@pulso/database';
import { systemClock } from '@pulso/domain';
import { firstOwnerLinkPath, hasNoUser, openAuthentication } from '@pulso/members';
import type { ResolvedSettings } from '@pulso/runtime';
import { say } from './say.ts';

/** Where the page asks for a password and nobody has one yet: the link by which the first owner chooses it. */
export async function sayFirstOwner({
  db,
  settings,
  address,
}: {
  db: Database;
  settings: ResolvedSettings;
  address: string;
}): Promise<void> {
  const { database, source, publicUrl, trustProxy } = settings;
  const opensWithoutPassword =
    database === 'embedded' && source === 'simulator' && publicUrl === null && trustProxy === false;
  if (opensWithoutPassword || !(await hasNoUser(db))) return;
  const auth = openAuthentication({ ...settings, db, clock: systemClock });
  say(`Primeiro acesso: ${publicUrl ?? address}${firstOwnerLinkPath(auth)}`);
}
