import { resolve } from 'node:path';
import { AppError, type FreshnessPromise, type InputFault } from '@pulso/domain';
import { configurationError, parseEnv } from '../environment/parse-env.ts';
import type { Environment } from '../environment/read-environment.ts';
import { mailAddressesOf } from './mail-addresses-of.ts';
import { PulsoEnv } from './pulso-env.ts';
import type { MeliSettings, Settings } from './settings.ts';

const MELI_API_URL = 'https://api.mercadolibre.com';
const MELI_AUTH_URL = 'https://auth.mercadolivre.com.br';
const FRESH_WITHIN_MINUTES = 120;
const STALE_AFTER_MINUTES = 1560;

/**
 * The variables of contract 2 as one object.
 *
 * @param folder what a relative PULSO_DATA_DIR is relative to
 * @throws AppError `configuration` that lists every fault of every variable
 */
export function parseSettings(source: Environment, folder: string = process.cwd()): Settings {
  const env = parseAll(source);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    databaseReplicaUrl: env.DATABASE_REPLICA_URL ?? null,
    databasePool: env.DATABASE_POOL,
    dataDir: resolve(folder, env.PULSO_DATA_DIR),
    host: env.HOST,
    port: env.PORT ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    trustProxy: env.TRUST_PROXY,
    jobsKeys: env.INTERNAL_JOBS_KEY ?? [],
    encryptionKeys: env.TOKEN_ENCRYPTION_KEY ?? [],
    meli: meliOf(env),
    meliHosts: { apiUrl: hostOf(env.MELI_API_URL), authUrl: hostOf(env.MELI_AUTH_URL) },
    requestsPerSecond: env.MELI_REQUESTS_PER_SECOND ?? null,
    visitsPerSecond: env.MELI_VISITS_PER_SECOND ?? null,
    freshnessPromise: freshnessPromiseOf(env),
    logLevel: env.LOG_LEVEL,
    alertWebhookUrl: env.ALERT_WEBHOOK_URL ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    alertMail: env.SMTP_URL ? mailAddressesOf(env.SMTP_URL, env.ALERT_EMAIL_TO) : null,
    heartbeatUrl: env.HEARTBEAT_URL ?? null,
    metricsPort: env.METRICS_PORT ?? null,
    traces: { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null, headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? null },
    retention: {
      facts_days: env.RETENTION_DAYS ?? null,
      jobLogs_days: env.RETENTION_JOB_LOGS_DAYS,
      notices_days: env.RETENTION_NOTICES_DAYS,
      corrections_days: env.RETENTION_CORRECTIONS_DAYS,
      tokenLedger_days: env.RETENTION_TOKEN_LEDGER_DAYS,
      audit_days: env.RETENTION_AUDIT_DAYS,
    },
  };
}

/** Faults of single variables hide nothing of what they demand of each other: both are listed. */
function parseAll(source: Environment): PulsoEnv {
  const isSet = (name: string) => Boolean(source[name]?.trim());
  try {
    const env = parseEnv(PulsoEnv, source);
    const faults = [...faultsBetween(isSet), ...faultsOfAmounts(env)];
    if (faults.length > 0) throw configurationError(faults);
    return env;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const named = new Set(error.faults.map((fault) => fault.path));
    const others = [...faultsBetween(isSet), ...faultsOfAmounts(parseGood(source, named))];
    throw configurationError([...error.faults, ...others.filter((fault) => !named.has(fault.path))]);
  }
}

/** What is left when those with a fault are taken as missing; each has a default, or may be left out. */
function parseGood(source: Environment, faulty: ReadonlySet<string>): PulsoEnv {
  return parseEnv(PulsoEnv, Object.fromEntries(Object.entries(source).filter(([name]) => !faulty.has(name))));
}

function faultsBetween(isSet: (name: string) => boolean): InputFault[] {
  const faults: InputFault[] = [];
  const demand = (name: string, other: string, message: string) => {
    if (isSet(other) && !isSet(name)) faults.push({ path: name, message });
  };
  demand(
    'TOKEN_ENCRYPTION_KEY',
    'DATABASE_URL',
    'is required when DATABASE_URL is set; make one with: openssl rand -base64 32',
  );
  demand('DATABASE_URL', 'DATABASE_REPLICA_URL', 'is required when DATABASE_REPLICA_URL is set');
  demand('MELI_CLIENT_SECRET', 'MELI_CLIENT_ID', 'is required when MELI_CLIENT_ID is set');
  demand('MELI_CLIENT_ID', 'MELI_CLIENT_SECRET', 'is required when MELI_CLIENT_SECRET is set');
  return faults;
}

function faultsOfAmounts(env: PulsoEnv): InputFault[] {
  const faults: InputFault[] = [];
  const { FRESH_WITHIN_MINUTES: fresh, STALE_AFTER_MINUTES: stale } = env;
  if (fresh !== undefined && stale !== undefined && stale < fresh) {
    faults.push({ path: 'STALE_AFTER_MINUTES', message: 'must not be below FRESH_WITHIN_MINUTES' });
  }
  const { MELI_REQUESTS_PER_SECOND: all, MELI_VISITS_PER_SECOND: visits } = env;
  if (all !== undefined && visits !== undefined && visits > all) {
    faults.push({ path: 'MELI_VISITS_PER_SECOND', message: 'must not be above MELI_REQUESTS_PER_SECOND, its budget' });
  }
  return faults;
}

/** A default gives way to the one that was set: nobody is refused for what they left out. */
function freshnessPromiseOf({ FRESH_WITHIN_MINUTES: fresh, STALE_AFTER_MINUTES: stale }: PulsoEnv): FreshnessPromise {
  return {
    freshWithin_minutes: fresh ?? Math.min(FRESH_WITHIN_MINUTES, stale ?? FRESH_WITHIN_MINUTES),
    staleAfter_minutes: stale ?? Math.max(STALE_AFTER_MINUTES, fresh ?? STALE_AFTER_MINUTES),
  };
}

function meliOf(env: PulsoEnv): MeliSettings | null {
  const { MELI_CLIENT_ID: clientId, MELI_CLIENT_SECRET: clientSecret } = env;
  if (clientId === undefined || clientSecret === undefined) return null;
  return {
    apiUrl: hostOf(env.MELI_API_URL) ?? MELI_API_URL,
    authUrl: hostOf(env.MELI_AUTH_URL) ?? MELI_AUTH_URL,
    clientId,
    clientSecret,
    redirectUri: env.MELI_REDIRECT_URI ?? null,
  };
}

/** Without the slash at the end, so that paths can be put behind it. */
function hostOf(address: string | undefined): string | null {
  return address?.replace(/\/+$/, '') ?? null;
}
