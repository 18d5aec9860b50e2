import { createDatabase, type Database } from '@pulso/database';
import { type Clock, toAppError } from '@pulso/domain';
import { listJobRuns } from '@pulso/job-log';
import type { ResolvedSettings } from '@pulso/runtime';
import { type Finding, ok, warn } from './finding.ts';

/** What a replica has not got by then it is behind with. */
const BEHIND_MS = 60_000;
const REMEDY = 'Confira DATABASE_REPLICA_URL e a réplica; enquanto isso os números são lidos do próprio banco';

/** Whether the replica answers and has the runs of the database; says nothing where none is set. */
export async function checkReplica(
  db: Database,
  { settings, clock }: { settings: ResolvedSettings; clock: Clock },
): Promise<Finding[]> {
  if (!settings.databaseReplicaUrl) return [];
  try {
    const replica = createDatabase({
      url: settings.databaseReplicaUrl.reveal(),
      urlName: 'DATABASE_REPLICA_URL',
      poolMax: 1,
      applicationName: 'pulso doctor',
    });
    try {
      return [await compare(db, replica, new Date(clock.now().getTime() - BEHIND_MS))];
    } finally {
      await replica.close();
    }
  } catch (thrown) {
    return [warn('replica', `A réplica não pode ser usada: ${toAppError(thrown).message}`, REMEDY)];
  }
}

async function compare(db: Database, replica: Database, before: Date): Promise<Finding> {
  const findNewest = async (there: Database) => (await listJobRuns(there, { to: before, limit: 1 })).runs[0]?.jobLogId;
  const [own, followed] = await Promise.all([findNewest(db), findNewest(replica)]);
  if (own === followed) return ok('replica', 'A réplica responde e acompanha o banco');
  return warn('replica', 'A réplica está mais de um minuto atrás do banco, ou é de outro banco', REMEDY);
}
