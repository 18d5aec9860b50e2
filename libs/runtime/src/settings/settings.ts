import type { FreshnessPromise } from '@pulso/domain';
import type { Secret } from '../secret.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** The Mercado Livre application that sellers authorise, and where it is reached. */
export interface MeliSettings {
  apiUrl: string;
  authUrl: string;
  clientId: string;
  clientSecret: Secret;
  /** Needed only to connect a seller through the browser. */
  redirectUri: string | null;
}

/** One budget for all processes of the application; visits are part of it (contract 2). */
export interface MeliRates {
  requestsPerSecond: number;
  visitsPerSecond: number;
}

/** Addresses of mail. */
export interface MailAddresses {
  from: string;
  to: readonly string[];
}

/** Where traces go, by the variables of OpenTelemetry's own standard. */
export interface TracesSettings {
  /** null = no traces. */
  endpoint: Secret | null;
  /** As OTEL_EXPORTER_OTLP_HEADERS is written. */
  headers: Secret | null;
}

/** For how many days Pulso keeps what it has; older is removed by housekeeping. */
export interface Retention {
  /** Facts and the metrics derived from them, by their day; null = for ever. */
  facts_days: number | null;
  jobLogs_days: number;
  notices_days: number;
  corrections_days: number;
  /** Entries of the ledger of sellers' keys. */
  tokenLedger_days: number;
  audit_days: number;
}

/** What the environment says, with the defaults of contract 2; null = not set. */
export interface Settings {
  databaseUrl: Secret | null;
  /** A replica of that database, for reading numbers. */
  databaseReplicaUrl: Secret | null;
  /** Connections per process and database. */
  databasePool: number;
  /** Absolute. */
  dataDir: string;
  host: string;
  /** null = 3000, or the next free one. */
  port: number | null;
  publicUrl: string | null;
  trustProxy: boolean | number | string[];
  /** Keys of the job endpoints; empty = those endpoints answer 503. */
  jobsKeys: readonly Secret[];
  /** 32 bytes in base64 each; the first encrypts, all decrypt. */
  encryptionKeys: readonly Secret[];
  /** null = the simulator of a running `npm start`. */
  meli: MeliSettings | null;
  /** Hosts named without an application: they stand before the simulator's own. */
  meliHosts: { apiUrl: string | null; authUrl: string | null };
  requestsPerSecond: number | null;
  visitsPerSecond: number | null;
  freshnessPromise: FreshnessPromise;
  logLevel: LogLevel;
  alertWebhookUrl: Secret | null;
  smtpUrl: Secret | null;
  /** Who writes mails of alerts, and who gets them; null without `smtpUrl`. */
  alertMail: MailAddresses | null;
  heartbeatUrl: Secret | null;
  /** Of the scheduler's own `/metrics`; null = none. */
  metricsPort: number | null;
  traces: TracesSettings;
  retention: Retention;
}
