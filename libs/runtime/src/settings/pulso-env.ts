import { z } from 'zod';
import {
  encryptionKeyList,
  headerList,
  mailAddressList,
  mailServer,
  positiveNumber,
  secretAddress,
  secretList,
  secretText,
  trustProxy,
  webAddress,
  webOrigin,
  wholeNumber,
} from '../environment/variable-schemas.ts';

const YEAR_MINUTES = 366 * 24 * 60;
const CENTURY_DAYS = 36_525;

/** Every variable, those of contract 2 and the few more of .env.example, each alone; what they demand of each other is in parse-settings.ts. */
export const PulsoEnv = z.object({
  DATABASE_URL: secretAddress(['postgres', 'postgresql']).optional(),
  DATABASE_REPLICA_URL: secretAddress(['postgres', 'postgresql']).optional(),
  DATABASE_POOL: wholeNumber(1, 1000).default(10),
  PULSO_DATA_DIR: z.string().default('.pulso'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).optional(),
  PUBLIC_URL: webOrigin.optional(),
  TRUST_PROXY: trustProxy.default(false),
  INTERNAL_JOBS_KEY: secretList.optional(),
  TOKEN_ENCRYPTION_KEY: encryptionKeyList.optional(),
  MELI_API_URL: webAddress.optional(),
  MELI_AUTH_URL: webAddress.optional(),
  MELI_CLIENT_ID: z.string().optional(),
  MELI_CLIENT_SECRET: secretText.optional(),
  MELI_REDIRECT_URI: webAddress.optional(),
  MELI_REQUESTS_PER_SECOND: positiveNumber.optional(),
  MELI_VISITS_PER_SECOND: positiveNumber.optional(),
  FRESH_WITHIN_MINUTES: wholeNumber(1, YEAR_MINUTES).optional(),
  STALE_AFTER_MINUTES: wholeNumber(1, YEAR_MINUTES).optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  ALERT_WEBHOOK_URL: secretAddress(['http', 'https']).optional(),
  SMTP_URL: mailServer.optional(),
  ALERT_EMAIL_TO: mailAddressList.optional(),
  HEARTBEAT_URL: secretAddress(['http', 'https']).optional(),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: secretAddress(['http', 'https']).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headerList.optional(),
  RETENTION_DAYS: wholeNumber(1, CENTURY_DAYS).optional(),
  // A run is remembered for longer than its slot may be made up, or the slot would run twice.
  RETENTION_JOB_LOGS_DAYS: wholeNumber(31, CENTURY_DAYS).default(400),
  RETENTION_NOTICES_DAYS: wholeNumber(1, CENTURY_DAYS).default(30),
  RETENTION_CORRECTIONS_DAYS: wholeNumber(1, CENTURY_DAYS).default(400),
  RETENTION_TOKEN_LEDGER_DAYS: wholeNumber(1, CENTURY_DAYS).default(400),
  RETENTION_AUDIT_DAYS: wholeNumber(1, CENTURY_DAYS).default(400),
});

export type PulsoEnv = z.output<typeof PulsoEnv>;
