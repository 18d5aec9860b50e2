import { type Authentication, openAuthentication } from '@pulso/members';
import { type ResolvedSettings, readRunningStart } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import { withDatabase } from '../with-database.ts';

const ADDRESS_WITHOUT_ANY = 'http://127.0.0.1:3000';

/** Opens people and sign-ins for one command. @throws as `withDatabase` */
export function withAuthentication<Result>(
  context: CommandContext,
  work: (auth: Authentication, settings: ResolvedSettings) => Promise<Result>,
): Promise<Result> {
  return withDatabase(context, (db, settings) =>
    work(openAuthentication({ ...settings, db, clock: context.clock }), settings),
  );
}

/** The address of the page, as far as it can be known here: PUBLIC_URL, or where a `npm start` has it. */
export async function pageAddress({ publicUrl, dataDir }: ResolvedSettings): Promise<string> {
  return publicUrl ?? (await readRunningStart(dataDir))?.address ?? ADDRESS_WITHOUT_ANY;
}
