import { randomBytes } from 'node:crypto';
import { AppError } from '@pulso/domain';
import { describe, expect, test } from 'vitest';
import { parseSettings } from './parse-settings.ts';

const KEY = randomBytes(32).toString('base64');

function refusalOf(source: Record<string, string>): AppError {
  try {
    parseSettings(source, '/srv/pulso');
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error(`nothing was refused in ${Object.keys(source)}`);
}

const faultyNames = (source: Record<string, string>) => refusalOf(source).faults.map((fault) => fault.path);

describe('settings', () => {
  test('are complete with no variable set at all', () => {
    expect(parseSettings({}, '/srv/pulso')).toEqual({
      databaseUrl: null,
      databaseReplicaUrl: null,
      databasePool: 10,
      dataDir: '/srv/pulso/.pulso',
      host: '127.0.0.1',
      port: null,
      publicUrl: null,
      trustProxy: false,
      jobsKeys: [],
      encryptionKeys: [],
      meli: null,
      meliHosts: { apiUrl: null, authUrl: null },
      requestsPerSecond: null,
      visitsPerSecond: null,
      freshnessPromise: { freshWithin_minutes: 120, staleAfter_minutes: 1560 },
      logLevel: 'info',
      alertWebhookUrl: null,
      smtpUrl: null,
      alertMail: null,
      heartbeatUrl: null,
      metricsPort: null,
      traces: { endpoint: null, headers: null },
      retention: {
        facts_days: null,
        jobLogs_days: 400,
        notices_days: 30,
        corrections_days: 400,
        tokenLedger_days: 400,
        audit_days: 400,
      },
    });
  });

  test('take the real hosts of Mercado Livre when only the application is named', () => {
    const { meli } = parseSettings({ MELI_CLIENT_ID: '123', MELI_CLIENT_SECRET: 'abc' });
    expect(meli).toMatchObject({
      apiUrl: 'https://api.mercadolibre.com',
      authUrl: 'https://auth.mercadolivre.com.br',
      clientId: '123',
      redirectUri: null,
    });
    expect(meli?.clientSecret.reveal()).toBe('abc');
  });

  test('keep two keys during a rotation, in their order', () => {
    const second = randomBytes(32).toString('base64');
    const settings = parseSettings({ INTERNAL_JOBS_KEY: 'new, old', TOKEN_ENCRYPTION_KEY: `${KEY},${second}` });
    expect(settings.jobsKeys.map((key) => key.reveal())).toEqual(['new', 'old']);
    expect(settings.encryptionKeys.map((key) => key.reveal())).toEqual([KEY, second]);
  });

  test.each([
    ['smtp://ops%40example.com:x@mail.example.com', undefined, 'ops@example.com', ['ops@example.com']],
    ['smtp://ops:x@mail.example.com:587', undefined, 'ops@mail.example.com', ['ops@mail.example.com']],
    ['smtp://127.0.0.1:2525', undefined, 'postmaster@localhost', ['postmaster@localhost']],
    ['smtps://apikey:x@mail.example.com', 'a@b.com, c@d.com', 'a@b.com', ['a@b.com', 'c@d.com']],
    ['smtps://ops%40example.com:x@mail', 'a@b.com', 'ops@example.com', ['a@b.com']],
  ])('SMTP_URL=%s with ALERT_EMAIL_TO=%s has mail from %s to %s', (url, to, from, expected) => {
    const source = { SMTP_URL: url, ...(to ? { ALERT_EMAIL_TO: to } : {}) };
    expect(parseSettings(source).alertMail).toEqual({ from, to: expected });
  });

  test.each([
    ['true', true],
    ['false', false],
    ['0', false],
    ['2', 2],
    ['loopback,10.0.0.0/8', ['loopback', '10.0.0.0/8']],
  ])('read TRUST_PROXY=%s', (text, expected) => {
    expect(parseSettings({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  test.each([
    [{ STALE_AFTER_MINUTES: '1' }, 1, 1],
    [{ FRESH_WITHIN_MINUTES: '2000' }, 2000, 2000],
    [{ STALE_AFTER_MINUTES: '600' }, 120, 600],
    [{ FRESH_WITHIN_MINUTES: '60', STALE_AFTER_MINUTES: '' }, 60, 1560],
  ])('with %o promise %s minutes and %s: the default of the other gives way', (source, fresh, stale) => {
    const expected = { freshWithin_minutes: fresh, staleAfter_minutes: stale };
    expect(parseSettings({ ...source }).freshnessPromise).toEqual(expected);
  });

  test('show no secret when they are printed', () => {
    const source = {
      DATABASE_URL: 'postgres://user:hidden-1@db/pulso',
      TOKEN_ENCRYPTION_KEY: KEY,
      INTERNAL_JOBS_KEY: 'hidden-2',
      MELI_CLIENT_ID: '123',
      MELI_CLIENT_SECRET: 'hidden-3',
      SMTP_URL: 'smtp://user:hidden-4@mail',
    };
    expect(JSON.stringify(parseSettings(source))).not.toMatch(/hidden|=/);
  });
});

describe('settings refuse', () => {
  test.each([
    ['PORT', '65536'],
    ['PORT', '3000a'],
    ['DATABASE_POOL', '0'],
    ['PUBLIC_URL', 'pulso.example.com'],
    ['PUBLIC_URL', 'https://example.com/pulso'],
    ['TRUST_PROXY', 'my-proxy'],
    ['INTERNAL_JOBS_KEY', 'one,'],
    ['INTERNAL_JOBS_KEY', 'one,two,three'],
    ['TOKEN_ENCRYPTION_KEY', 'too-short'],
    ['TOKEN_ENCRYPTION_KEY', randomBytes(31).toString('base64')],
    ['MELI_API_URL', 'ftp://example.com'],
    ['MELI_REQUESTS_PER_SECOND', '0'],
    ['MELI_REQUESTS_PER_SECOND', 'fast'],
    ['FRESH_WITHIN_MINUTES', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['ALERT_WEBHOOK_URL', 'example.com'],
    ['SMTP_URL', 'https://mail'],
    ['SMTP_URL', 'smtp://100%:x@mail'],
    ['ALERT_EMAIL_TO', 'ops'],
    ['ALERT_EMAIL_TO', 'ops@example.com,'],
    ['ALERT_EMAIL_TO', 'Ops <ops@example.com>'],
    ['RETENTION_DAYS', '0'],
    ['METRICS_PORT', '65536'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization: x'],
  ])('%s=%s', (name, value) => {
    expect(faultyNames({ [name]: value })).toEqual([name]);
  });

  test('a database of their own without the key that protects its tokens', () => {
    expect(faultyNames({ DATABASE_URL: 'postgres://db/pulso' })).toEqual(['TOKEN_ENCRYPTION_KEY']);
    expect(faultyNames({ DATABASE_URL: 'mysql://db/pulso', TOKEN_ENCRYPTION_KEY: KEY })).toEqual(['DATABASE_URL']);
  });

  test('a replica without the database that it follows', () => {
    expect(faultyNames({ DATABASE_REPLICA_URL: 'postgres://replica/db' })).toEqual(['DATABASE_URL']);
  });

  test('half an application', () => {
    expect(faultyNames({ MELI_CLIENT_ID: '123' })).toEqual(['MELI_CLIENT_SECRET']);
    expect(faultyNames({ MELI_CLIENT_SECRET: 'abc', MELI_CLIENT_ID: '' })).toEqual(['MELI_CLIENT_ID']);
  });

  test('amounts that contradict each other', () => {
    expect(faultyNames({ FRESH_WITHIN_MINUTES: '60', STALE_AFTER_MINUTES: '30' })).toEqual(['STALE_AFTER_MINUTES']);
    expect(faultyNames({ MELI_REQUESTS_PER_SECOND: '5', MELI_VISITS_PER_SECOND: '6' })).toEqual([
      'MELI_VISITS_PER_SECOND',
    ]);
  });

  test('amounts that contradict each other beside a variable that is wrong by itself, in one message', () => {
    const given = { FRESH_WITHIN_MINUTES: '60', STALE_AFTER_MINUTES: '30', PORT: 'x', MELI_CLIENT_ID: '123' };
    expect(faultyNames(given).sort()).toEqual(['MELI_CLIENT_SECRET', 'PORT', 'STALE_AFTER_MINUTES']);
    // One of the two alone is wrong: what it was meant to be is not known.
    expect(faultyNames({ FRESH_WITHIN_MINUTES: 'x', STALE_AFTER_MINUTES: '30' })).toEqual(['FRESH_WITHIN_MINUTES']);
  });

  test('everything in one message, without repeating a value', () => {
    const refusal = refusalOf({
      PORT: 'hidden-port',
      DATABASE_URL: 'hidden-address',
      TOKEN_ENCRYPTION_KEY: 'hidden-key',
      MELI_CLIENT_ID: 'hidden-id',
      LOG_LEVEL: 'hidden-level',
    });
    expect(refusal.code).toBe('configuration');
    expect(refusal.faults.map((fault) => fault.path).sort()).toEqual(
      ['DATABASE_URL', 'LOG_LEVEL', 'MELI_CLIENT_SECRET', 'PORT', 'TOKEN_ENCRYPTION_KEY'].sort(),
    );
    expect(refusal.message).not.toContain('hidden');
  });
});
