import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTenant, setTenantPaused } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { finishJobRun, type JobOutcome, openJobRun, startJobRun } from '@pulso/job-log';
import { createLogger, parseSettings } from '@pulso/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMailServer } from '../testing/open-mail-server.ts';
import { openWebhook } from '../testing/open-webhook.ts';
import { type AlertTimings, createAlerts } from './create-alerts.ts';
import { openAlertChannels } from './open-alert-channels.ts';

const BEGIN = new Date('2026-11-20T15:00:00Z');
const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
const log = createLogger({ app: 'test', level: 'silent' });

let test: TestDatabase;
let webhook: Awaited<ReturnType<typeof openWebhook>>;
let tenantId: string;
let connectionId: string;
let now: Date;
const clock = { now: () => now };
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  now = BEGIN;
  await query(test.db, 'delete from tenants');
  webhook = await openWebhook();
  closers.push(webhook.close);
  ({ tenantId } = await createTenant(test.db, { name: 'Loja <do João>', now }));
  connectionId = randomUUID();
  await query(
    test.db,
    `insert into connections (tenant_id, connection_id, seller_id, nickname, site_id, currency, status, status_at, created_at)
     values ($1, $2, 77, 'CASAVERDE', 'MLB', 'BRL', 'active', $3, $3)`,
    { bind: [tenantId, connectionId, now] },
  );
  await readAll();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Every source is read at this instant. */
async function readAll() {
  await query(
    test.db,
    `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
     select $1, $2, source, $3, $3 from unnest(array['listings', 'orders', 'visits']) source
     on conflict (tenant_id, connection_id, source) do update set covered_through = $3, last_success_at = $3`,
    { bind: [tenantId, connectionId, now] },
  );
}

const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

function openAlerts({
  timings = {},
  env = {},
  db = test.db,
}: {
  timings?: Partial<AlertTimings>;
  env?: object;
  db?: TestDatabase['db'];
} = {}) {
  const channels = openAlertChannels(parseSettings({ ALERT_WEBHOOK_URL: webhook.url, ...env }));
  return createAlerts(
    { db, clock, log },
    { promise, channels, timings: { lease_ms: 30_000, retry_ms: 1, retryMost_ms: 1, ...timings } },
  );
}

/** What the webhook was told, without what failed. */
const told = () => webhook.posted.map(({ body }) => `${body?.pulso['event']} ${body?.pulso['kind']}`);

describe('an incident', () => {
  it('is told once and its end once, in sentences with the tenant, the source, since when and what to do', async () => {
    const alerts = openAlerts();
    await alerts.look();
    expect(told()).toEqual([]);
    pass(121);
    for (let look = 0; look < 3; look += 1) await alerts.look();
    expect(told()).toEqual(['incident.opened data_late']);
    const [first] = webhook.posted;
    expect(first?.body?.text.split('\n')).toEqual([
      'Dados atrasados: Loja &lt;do João&gt;',
      'Os anúncios da conta CASAVERDE não são lidos desde 20/11/2026 12:00 (America/Sao_Paulo).',
      'Os pedidos da conta CASAVERDE não são lidos desde 20/11/2026 12:00 (America/Sao_Paulo).',
      'O combinado é no máximo 2 horas; para visitas, 26 horas ou mais.',
      'O que fazer: em geral nada: o Pulso continua tentando e avisa quando os dados estiverem em dia. Se demorar, rode "pulso doctor".',
    ]);
    expect(first?.body?.pulso).toMatchObject({
      tenantId,
      tenantName: 'Loja <do João>',
      since: BEGIN.toISOString(),
      openedAt: now.toISOString(),
      endedAt: null,
      details: { sources: [{ connectionId, source: 'listings' }, { source: 'orders' }] },
    });
    pass(10);
    await readAll();
    for (let look = 0; look < 3; look += 1) await alerts.look();
    expect(told()).toEqual(['incident.opened data_late', 'incident.ended data_late']);
    expect(webhook.posted[1]?.body?.text).toContain('Dados em dia de novo: Loja');
    expect(webhook.posted[1]?.body?.pulso).toMatchObject({ endedAt: now.toISOString(), endCause: 'recovered' });
    pass(125);
    await alerts.look();
    expect(told().slice(2)).toEqual(['incident.opened data_late']);
  });

  it('is told once also when many schedulers look at the same time', async () => {
    const pools = [1, 2, 3, 4].map((number) =>
      createDatabase({ url: test.url, poolMax: 2, applicationName: `copy ${number}` }),
    );
    closers.push(() => Promise.all(pools.map((pool) => pool.close())));
    const copies = pools.map((db) => openAlerts({ db }));
    const lookTogether = () => Promise.all([...copies, ...copies].map((copy) => copy.look()));
    pass(121);
    for (let look = 0; look < 5; look += 1) await lookTogether();
    expect(told()).toEqual(['incident.opened data_late']);
    await readAll();
    for (let look = 0; look < 5; look += 1) await lookTogether();
    expect(told()).toEqual(['incident.opened data_late', 'incident.ended data_late']);
  });

  it('that grows from late to stale is told twice, and its end once', async () => {
    const alerts = openAlerts();
    pass(121);
    await alerts.look();
    pass(1440);
    await alerts.look();
    await readAll();
    await alerts.look();
    expect(told()).toEqual(['incident.opened data_late', 'incident.opened data_stale', 'incident.ended data_stale']);
  });

  it('is told as left, not as solved, when its tenant is paused', async () => {
    const alerts = openAlerts();
    pass(121);
    await alerts.look();
    await setTenantPaused(test.db, tenantId, { paused: true, now });
    await alerts.look();
    expect(webhook.posted[1]?.body).toMatchObject({
      text: expect.stringContaining('Encerrado sem solução (dados atrasados)'),
      pulso: { endCause: 'unwatched' },
    });
  });

  it('of a lost connection carries its cause in Portuguese', async () => {
    const setStatus = (status: string, reason: string | null) =>
      query(test.db, 'update connections set status = $1, status_reason = $2, status_at = $3', {
        bind: [status, reason, now],
      });
    const alerts = openAlerts();
    await setStatus('reauthorisation_required', 'Esta conta não dá mais permissão ao nosso aplicativo.');
    pass(5000);
    await alerts.look();
    expect(told()).toEqual(['incident.opened connection_lost']);
    expect(webhook.posted[0]?.body?.text).toContain(
      'A conta CASAVERDE não pode mais ser lida desde 20/11/2026 12:00 (America/Sao_Paulo). Esta conta não dá mais permissão ao nosso aplicativo.',
    );
    await setStatus('active', null);
    await readAll();
    await alerts.look();
    expect(told().slice(1)).toEqual(['incident.ended connection_lost']);
  });

  it('of notices that only the feed of missed ones named is told, and ends two hours later; what had come as well is none', async () => {
    const name = (mark: string, hadCome: boolean) =>
      query(
        test.db,
        `insert into missed_notices (tenant_id, connection_id, mark, topic, subject_kind, subject_id, made_at, found_at, had_come)
         values ($1, $2, $3, 'orders_v2', 'order', $3, $4, $4, $5)`,
        { bind: [tenantId, connectionId, mark, now, hadCome] },
      );
    const alerts = openAlerts();
    await name('1', true);
    await alerts.look();
    expect(told()).toEqual([]);
    await name('2', false);
    await alerts.look();
    expect(told()).toEqual(['incident.opened notices_lost']);
    expect(webhook.posted[0]?.body?.text).toContain('1 aviso da conta CASAVERDE');
    pass(121);
    await readAll();
    await alerts.look();
    expect(told()).toEqual(['incident.opened notices_lost', 'incident.ended notices_lost']);
  });

  it('of notices that wait unread is told, and ends when they are read', async () => {
    await query(
      test.db,
      `insert into notices (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
       values ($1, $2, $3, 'orders_v2', 'order', '1', $4, $4)`,
      { bind: [tenantId, randomUUID(), connectionId, now] },
    );
    const alerts = openAlerts();
    pass(30);
    await alerts.look();
    expect(told()).toEqual([]);
    pass(1);
    await alerts.look();
    expect(webhook.posted[0]?.body?.text).toContain('1 aviso da conta CASAVERDE');
    await query(test.db, `update notices set read_at = $1, outcome = 'read'`, { bind: [now] });
    await alerts.look();
    expect(told()).toEqual(['incident.opened notices_lost', 'incident.ended notices_lost']);
  });
});

describe('runs that fail', () => {
  const jobType = 'sync-mercadolivre';
  const outcome = (status: JobOutcome['status'], errorCode: JobOutcome['errorCode'] = null): JobOutcome => ({
    status,
    recordsProcessed: 0,
    errorCode,
    errorMessage: errorCode && 'hidden: APP_USR-123-secret',
    metadata: {},
  });
  async function end(how: JobOutcome, job = jobType) {
    pass(1);
    const { run } = await openJobRun(test.db, tenantId, { jobType: job, trigger: 'api', slot: null, params: {}, now });
    await startJobRun(test.db, tenantId, { run, now });
    await finishJobRun(test.db, tenantId, { run, outcome: how, now });
    return run;
  }

  it('twice in a row are one alert, which says why without the words of the error, until one ends well', async () => {
    const alerts = openAlerts();
    await end(outcome('FAILED', 'meli_unavailable'));
    await alerts.look();
    await end(outcome('SUCCESS'));
    await end(outcome('FAILED', 'internal'));
    await alerts.look();
    expect(told()).toEqual([]);
    await end(outcome('FAILED', 'meli_unavailable'));
    await alerts.look();
    await end(outcome('FAILED', 'meli_unavailable'));
    await alerts.look();
    expect(told()).toEqual(['incident.opened run_failed']);
    const { text = '' } = webhook.posted[0]?.body ?? {};
    expect(text).toContain('A leitura do Mercado Livre falhou 2 vezes');
    expect(text).toContain('o Mercado Livre não respondeu');
    expect(JSON.stringify(webhook.posted)).not.toContain('hidden');
    await end(outcome('PARTIAL'));
    await alerts.look();
    expect(told().slice(1)).toEqual(['incident.ended run_failed']);
  });

  it('are told when a second attempt failed, also after a death', async () => {
    const { jobLogId } = await end(outcome('FAILED', 'interrupted'));
    const alerts = openAlerts();
    await query(
      test.db,
      `insert into job_logs (id, tenant_id, job_type, status, trigger, attempt, completed_at, error_code, created_at)
       select gen_random_uuid(), tenant_id, job_type, 'ABANDONED', trigger, 2, $2, 'interrupted', $2 from job_logs where id = $1`,
      { bind: [jobLogId, now] },
    );
    await alerts.look();
    expect(webhook.posted[0]?.body?.text).toContain('o processo que a fazia parou de repente');
  });

  it('are not told when somebody stopped or cancelled them, when the seller is lost, or when a notice waits on', async () => {
    for (const code of ['interrupted', 'cancelled', 'reauthorisation_required'] as const) {
      await end(outcome('FAILED', code));
      await end(outcome('FAILED', code));
    }
    for (let run = 0; run < 2; run += 1) await end(outcome('FAILED', 'meli_unavailable'), 'read-notices');
    await openAlerts().look();
    expect(told()).toEqual([]);
  });

  it('stay told for as long as none ended well, however long ago they failed', async () => {
    const alerts = openAlerts();
    await end(outcome('FAILED', 'internal'), 'rebuild-daily-metrics');
    await end(outcome('FAILED', 'internal'), 'rebuild-daily-metrics');
    await alerts.look();
    pass(16 * 24 * 60);
    await readAll();
    await alerts.look();
    expect(told()).toEqual(['incident.opened run_failed']);
  });
});

describe('a message', () => {
  it('that is answered with 500 is sent again until it is taken, and the end waits for the beginning', async () => {
    webhook.answers.push(500, 302, 500);
    const alerts = openAlerts();
    pass(121);
    await alerts.look();
    await readAll();
    await expect.poll(async () => (await alerts.look(), told().length)).toBe(5);
    for (let look = 0; look < 3; look += 1) await alerts.look();
    const opened = 'incident.opened data_late';
    expect(told()).toEqual([opened, opened, opened, opened, 'incident.ended data_late']);
    expect(new Set(webhook.posted.slice(0, 4).map(({ body }) => body?.pulso['id'])).size).toBe(1);
  });

  it('waits longer after each failure, and no receiver that is away ends the looking', async () => {
    const alerts = openAlerts({ timings: { retry_ms: 600_000, retryMost_ms: 1_200_000 } });
    pass(121);
    await webhook.close();
    await alerts.look();
    await alerts.look();
    const [owed] = await query<{ attempts: number; wait_s: number }>(
      test.db,
      `select attempts, extract(epoch from due_at - clock_timestamp())::float8 as wait_s from incident_messages`,
    );
    expect(owed?.attempts).toBe(1);
    expect(owed?.wait_s).toBeGreaterThan(590);
    for (const wait_s of [1200, 1200]) {
      await query(test.db, 'update incident_messages set due_at = clock_timestamp()');
      await alerts.look();
      const [later] = await query<{ wait_s: number }>(
        test.db,
        `select extract(epoch from due_at - clock_timestamp())::float8 as wait_s from incident_messages`,
      );
      expect(Math.abs((later?.wait_s ?? 0) - wait_s)).toBeLessThan(10);
    }
  });

  it('that a process had claimed when it was killed is sent by another, once its lease has run out', async () => {
    const [sender, lease_ms] = ['webhook', 1_500];
    pass(121);
    webhook.answers.push(500);
    const alerts = openAlerts({ timings: { lease_ms } });
    await alerts.look();
    expect(told()).toHaveLength(1);
    await query(test.db, 'update incident_messages set due_at = clock_timestamp()');
    const program = join(import.meta.dirname, '../testing/claim-and-wait.ts');
    const child = spawn(process.execPath, [program, test.url, sender, String(lease_ms)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    closers.push(async () => child.kill('SIGKILL'));
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('claimed opened\n');
    await alerts.look();
    expect(told()).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(async () => (await alerts.look(), told().length), { timeout: 10_000 }).toBe(2);
    await alerts.look();
    expect(told()).toHaveLength(2);
  });

  it('is owed also when the process dies between finding the trouble and claiming', async () => {
    pass(121);
    await openAlerts({
      env: { ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/' },
      timings: { retry_ms: 0, retryMost_ms: 0 },
    }).look();
    await openAlerts().look();
    expect(told()).toEqual(['incident.opened data_late']);
  });

  it('while it is on its way is sent by nobody else', async () => {
    pass(121);
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    webhook.holdUntil(async () => {
      if (webhook.posted.length > 1) return;
      arrived.resolve();
      await gate.promise;
    });
    const [one, other] = [openAlerts(), openAlerts()];
    const looking = one.look();
    await arrived.promise;
    await other.look();
    gate.resolve();
    await looking;
    await other.look();
    expect(told()).toEqual(['incident.opened data_late']);
  });

  it('names a user and a password of the address as a header, and a database that is away ends nothing', async () => {
    pass(121);
    await openAlerts({ env: { ALERT_WEBHOOK_URL: webhook.url.replace('//', '//ana:p%40ss@') } }).look();
    expect(webhook.posted[0]?.authorization).toBe(`Basic ${Buffer.from('ana:p@ss').toString('base64')}`);
    const away = createDatabase({ url: 'postgres://u:p@127.0.0.1:1/none', poolMax: 1, applicationName: 'away' });
    await openAlerts({ db: away }).look();
    await away.close();
  });
});

describe('mail', () => {
  it('says the same to whoever is named, once, also when the webhook does not take it', async () => {
    const server = await openMailServer({ disabledCommands: ['AUTH'] });
    closers.push(server.close);
    webhook.answers.push(500);
    const alerts = openAlerts({
      env: { SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALERT_EMAIL_TO: 'ana@example.com, rui@example.com' },
    });
    pass(121);
    await alerts.look();
    await readAll();
    await expect.poll(async () => (await alerts.look(), told().length)).toBe(3);
    await alerts.look();
    expect(server.mails.map(({ subject }) => subject)).toEqual([
      '[Pulso] Dados atrasados: Loja <do João>',
      '[Pulso] Dados em dia de novo: Loja <do João>',
    ]);
    expect(server.mails[0]).toMatchObject({ from: 'ana@example.com', to: ['ana@example.com', 'rui@example.com'] });
    expect(server.mails[0]?.body).toContain(
      'Os pedidos da conta CASAVERDE não são lidos desde 20/11/2026 12:00 (America/Sao_Paulo).',
    );
    expect(server.mails[0]?.headers).toMatch(/^Message-ID: <[0-9a-f-]+-opened@pulso\.alerts>/im);
  });

  it('goes to the user of the mail server when nobody is named, and again after a refusal', async () => {
    let refusals = 1;
    const server = await openMailServer({
      disabledCommands: ['STARTTLS'],
      authMethods: ['PLAIN'],
      onAuth({ username, password }, _session, done) {
        if (password !== 'p@ss' || refusals-- > 0) return done(new Error('not now'));
        done(null, { user: username });
      },
    });
    closers.push(server.close);
    const alerts = openAlerts({
      env: { ALERT_WEBHOOK_URL: '', SMTP_URL: `smtp://ops%40example.com:p%40ss@127.0.0.1:${server.port}` },
    });
    pass(121);
    await alerts.look();
    expect(server.mails).toEqual([]);
    await expect.poll(async () => (await alerts.look(), server.mails.length)).toBe(1);
    expect(server.mails[0]).toMatchObject({ from: 'ops@example.com', to: ['ops@example.com'] });
    expect(told()).toEqual([]);
  });
});
