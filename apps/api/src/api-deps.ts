import type { ConnectionDeps } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import type { AlertWay, JobRunner, SendMail } from '@pulso/jobs';
import type { ProcessMetrics } from '@pulso/jobs/operations';
import type { Authentication } from '@pulso/members';
import type { Logger, ResolvedSettings } from '@pulso/runtime';
import type { RefusalAllowance } from './http/refusal-limit.ts';

/** Everything the server works with; main.ts makes the real ones, a test its own. */
export interface ApiDeps {
  db: Database;
  /** A replica of `db`, from which numbers are read while it is up to date; null or left out = none. */
  replica?: Database | null;
  runner: JobRunner;
  clock: Clock;
  log: Logger;
  settings: ApiSettings;
  /** People and their sign-ins. */
  auth: Authentication;
  /** Writes to somebody; null without a mail server. */
  sendMail: SendMail | null;
  /** How whoever operates is told of trouble, as an owner may try it. */
  alertWays: readonly AlertWay[];
  /** What an address may be refused before it has to wait; left out = `signInAllowance` and `keyAllowance`. */
  refusals?: RefusalAllowance;
  /** Where this process counts; what its requests add goes into the same registry. */
  metrics: ProcessMetrics;
  /** What connecting a seller takes. */
  connections: ConnectionDeps;
  /** Our application at Mercado Livre; null without one, and then no notice is ours. */
  applicationId: string | null;
  /** Names of migrations that this build knows and the database has not seen. @throws when the database is away */
  listPendingMigrations(): Promise<string[]>;
  /** The folder with the built page; null when there is none, and then only the API answers. */
  webRoot: string | null;
  /** How long a caller waits for a run at most (contract 3: 100 s); tests take less. */
  answerWithin_ms?: number;
  /** How long a request waits for the database at most, 30 s when left out; a run that was accepted is waited for longer. */
  databaseWithin_ms?: number;
  /** For how long one stream tells of a run at most, 30 s when left out; whoever still listens then opens the next. */
  followFor_ms?: number;
  /** For how long what a scrape read of the database serves further ones, 10 s when left out. */
  metricsReuse_ms?: number;
  /** Resolves when the notices of a burst have been collected; after 3 s when left out. */
  collectNotices?: (signal: AbortSignal) => Promise<unknown>;
}

export type ApiSettings = Pick<
  ResolvedSettings,
  'database' | 'source' | 'meli' | 'jobsKeys' | 'freshnessPromise' | 'publicUrl' | 'trustProxy'
>;
