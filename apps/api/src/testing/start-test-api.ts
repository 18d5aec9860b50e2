import { randomBytes } from 'node:crypto';
import { type ConnectionDeps, createTenant, createTokenCipher, type Tenant } from '@pulso/connections';
import { type Database, migrationStatus } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { type Clock, fixedClock } from '@pulso/domain';
import type { JobRunner } from '@pulso/jobs';
import { createProcessMetrics } from '@pulso/jobs/operations';
import { type Authentication, openAuthentication } from '@pulso/members';
import { createLogger, Secret } from '@pulso/runtime';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps, ApiSettings } from '../api-deps.ts';
import { createServer } from '../create-server.ts';

export const KEY = 'key-of-the-tests';
export const APPLICATION = '7400000000000001';
export const NOW = new Date('2026-11-23T15:00:00.000Z');

/** A server on a free port over a database of its own, with one tenant. */
export interface TestApi {
  server: FastifyInstance;
  url: string;
  port: number;
  database: TestDatabase;
  connections: ConnectionDeps;
  tenant: Tenant;
  auth: Authentication;
  /** Everything that was logged. */
  log: string[];
  /** A request with the internal key, unless `key` says otherwise (null = none). */
  call(path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  method?: string;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  key?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text of anything else. */
  body: unknown;
}

export interface TestApiOptions {
  settings?: Partial<ApiSettings>;
  /** Left out: an application that nobody answers for. */
  application?: ConnectionDeps['application'];
  /** Left out: one that stands still at NOW. */
  clock?: Clock;
  runner?: (own: Pick<ApiDeps, 'db' | 'connections' | 'log'>) => JobRunner;
  webRoot?: string | null;
  answerWithin_ms?: number;
  databaseWithin_ms?: number;
  followFor_ms?: number;
  collectNotices?: NonNullable<ApiDeps['collectNotices']>;
  /** The server's own pool on the test's database, for tests that take it away; left out = the pool of the test. */
  openPool?: (database: TestDatabase) => Promise<Database>;
  /** A pool on what stands for the database's replica; left out = none. */
  openReplica?: (database: TestDatabase) => Database;
  refusals?: NonNullable<ApiDeps['refusals']>;
  sendMail?: NonNullable<ApiDeps['sendMail']>;
  alertWays?: ApiDeps['alertWays'];
  /** Left out: one that is drawn. */
  encryptionKeys?: Secret[];
  /** `info` when left out. */
  logLevel?: 'trace';
  /** True: a database without tables, and then without a tenant. */
  empty?: boolean;
}

const noRunner: JobRunner = {
  submit: () => Promise.reject(new Error('no run was expected')),
  watch: () => undefined,
  stop: () => Promise.resolve(),
};

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase({ empty: options.empty ?? false });
  const log: string[] = [];
  const db = (await options.openPool?.(database)) ?? database.db;
  const replica = options.openReplica?.(database) ?? null;
  const clock = options.clock ?? fixedClock(NOW);
  const auth = openAuthentication({
    db,
    clock,
    encryptionKeys: options.encryptionKeys ?? [new Secret(randomBytes(32).toString('base64'))],
    publicUrl: options.settings?.publicUrl ?? null,
  });
  const connections: ConnectionDeps = {
    application: options.application ?? { apiUrl: 'http://127.0.0.1:9', clientId: APPLICATION, clientSecret: 'none' },
    cipher: createTokenCipher([randomBytes(32)]),
    clock,
  };
  const logger = createLogger({
    app: 'api',
    level: options.logLevel ?? 'info',
    to: { write: (line) => void log.push(line) },
  });
  const deps: ApiDeps = {
    db,
    replica,
    auth,
    sendMail: options.sendMail ?? null,
    alertWays: options.alertWays ?? [],
    clock,
    runner: options.runner?.({ db, connections, log: logger }) ?? noRunner,
    log: logger,
    settings: {
      database: 'embedded',
      source: 'simulator',
      meli: null,
      jobsKeys: [new Secret(KEY)],
      freshnessPromise: { freshWithin_minutes: 120, staleAfter_minutes: 1560 },
      publicUrl: null,
      trustProxy: false,
      ...options.settings,
    },
    metrics: createProcessMetrics({ app: 'api' }),
    metricsReuse_ms: 0,
    connections,
    applicationId: APPLICATION,
    listPendingMigrations: async () => (await migrationStatus(db)).pending,
    webRoot: options.webRoot ?? null,
    ...(options.refusals === undefined ? {} : { refusals: options.refusals }),
    ...(options.databaseWithin_ms === undefined ? {} : { databaseWithin_ms: options.databaseWithin_ms }),
    ...(options.followFor_ms === undefined ? {} : { followFor_ms: options.followFor_ms }),
    // Left out: no notice is ever read, since nearly every test has no runner for it.
    collectNotices: options.collectNotices ?? (() => new Promise(() => undefined)),
    ...(options.answerWithin_ms === undefined ? {} : { answerWithin_ms: options.answerWithin_ms }),
  };
  const server = createServer(deps);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const isReady = !options.empty;
  return {
    server,
    url,
    port: Number(new URL(url).port),
    database,
    connections,
    auth,
    tenant: isReady ? await createTenant(database.db, { name: 'Loja', now: NOW }) : noTenant(),
    log,
    call: (path, call = {}) => request(`${url}${path}`, call),
    close: async () => {
      await server.close();
      if (db !== database.db) await db.close();
      await replica?.close();
      await database.drop();
    },
  };
}

async function request(url: string, { method, body, key = KEY, headers = {} }: CallOptions): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === null ? {} : { 'x-internal-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: text }),
  });
  const raw = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(raw) : raw };
}

function noTenant(): Tenant {
  return { tenantId: '', name: '', timeZone: 'UTC', nextTimeZone: null, pausedAt: null, createdAt: NOW };
}
