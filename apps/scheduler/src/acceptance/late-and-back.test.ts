import { createAlerts, createJobRunner, getFreshness, openAlertChannels } from '@pulso/jobs';
import { openMailServer, openSimulatedSeller, openWebhook } from '@pulso/jobs/testing';
import { createLogger, parseSettings } from '@pulso/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunQueue } from '../start/create-run-queue.ts';
import { keepAlerting } from '../start/keep-alerting.ts';
import { keepFresh } from '../start/keep-fresh.ts';
import { listScheduleTargets } from '../start/list-schedule-targets.ts';
import { putOffLooks } from '../start/put-off-looks.ts';
import { runDueSlot } from '../start/run-due-slot.ts';
import { watchOutage } from '../start/watch-outage.ts';

const HOUR_MINUTES = 60;
const OUTAGE = [{ kind: 'server-error' }, { kind: 'server-error', route: 'POST /oauth/token' }] as const;
const log = createLogger({ app: 'test', level: 'silent' });

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let webhook: Awaited<ReturnType<typeof openWebhook>>;
let mail: Awaited<ReturnType<typeof openMailServer>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T12:34:00Z',
    seed: 'late and back',
    world: { listings: 4, ordersPerDay: 2, historyDays: 40 },
  });
  webhook = await openWebhook();
  mail = await openMailServer({ disabledCommands: ['AUTH', 'STARTTLS'] });
});
afterAll(async () => {
  await webhook.close();
  await mail.close();
  await seller.close();
});

/** The loops of two copies of `scheduler start`, which look together each time that `look` is called. */
function startTwoCopies() {
  const stop = new AbortController();
  const { signal } = stop;
  const settings = parseSettings({
    ALERT_WEBHOOK_URL: webhook.url,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ALERT_EMAIL_TO: 'ops@example.com',
  });
  const { db, clock } = seller.deps;
  const timings = {
    heartbeat_ms: 1_000,
    progress_ms: 50,
    lease_ms: 30_000,
    poll_ms: 20,
    retry_ms: 5,
    watch_ms: 60_000,
  };
  const underWay = new Set<Promise<void>>();
  let waiting: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const loops = [1, 2].flatMap(() => {
    const runner = createJobRunner(seller.deps, timings);
    const run = (due: Parameters<typeof runDueSlot>[0]) => {
      const work = runDueSlot(due, { db, clock, runner, log, onEnded: () => undefined });
      underWay.add(work);
      return work;
    };
    // No run here is slow: time stands still while they work.
    const queue = createRunQueue({ lanes: 2, slowAfter_ms: 60_000, slowMost: 2, run, after: () => () => undefined });
    const alerts = createAlerts(seller.deps, {
      promise: settings.freshnessPromise,
      channels: openAlertChannels(settings),
    });
    const outage = watchOutage('the database', { log, clock });
    const looks = {
      listTargets: (now: Date) => listScheduleTargets(db, now),
      putOff: (idle: Parameters<typeof putOffLooks>[1]) => putOffLooks(db, idle),
    };
    return [
      keepFresh({ looks, queue, clock, log, outage, wait: turn, signal }),
      keepAlerting({ alerts, wait: turn, signal }),
    ];
  });
  const allWait = async () => {
    await expect.poll(() => waiting.length, { timeout: 30_000 }).toBe(4);
  };
  return {
    /** Lets every loop look once, and what was begun by that end. */
    async look() {
      await allWait();
      const turns = waiting;
      waiting = [];
      for (const go of turns) go();
      await allWait();
      for (let known = -1; known !== underWay.size; await Promise.all(underWay)) known = underWay.size;
    },
    async stop() {
      await allWait();
      stop.abort();
      for (const go of waiting) go();
      await Promise.all(loops);
    },
  };
}

test('data turn late, then stale, while Mercado Livre is away, and come back by themselves; each is told once', async () => {
  const copies = startTwoCopies();
  const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
  const status = async () => (await getFreshness(seller.db, { promise, now: seller.now() }))[0]?.status;
  /** Time goes on; due syncs are run, and then the state is looked at, twice. */
  const pass = async (minutes: number) => {
    seller.moveTo(new Date(seller.now().getTime() + minutes * 60_000).toISOString());
    for (let look = 0; look < 2; look += 1) await copies.look();
    return status();
  };
  const told = () => webhook.posted.map(({ body }) => `${body?.pulso['event']} ${body?.pulso['kind']}`);
  const ofData = () => told().filter((one) => one.includes('data_'));

  expect(await pass(0)).toBe('fresh');
  expect(await pass(60)).toBe('fresh');
  expect(told()).toEqual([]);

  seller.simulator.setFaults(OUTAGE);
  expect(await pass(130)).toBe('late');
  expect(ofData()).toEqual(['incident.opened data_late']);
  expect(await pass(25 * HOUR_MINUTES)).toBe('stale');
  expect(await pass(HOUR_MINUTES)).toBe('stale');
  expect(ofData()).toEqual(['incident.opened data_late', 'incident.opened data_stale']);

  seller.simulator.setFaults([]);
  expect(await pass(HOUR_MINUTES)).toBe('fresh');
  expect(await pass(HOUR_MINUTES)).toBe('fresh');
  expect(ofData()).toEqual(['incident.opened data_late', 'incident.opened data_stale', 'incident.ended data_stale']);
  // The same outage has made the sync fail twice, which is an incident of its own.
  expect(told().filter((one) => one.includes('run_failed'))).toEqual([
    'incident.opened run_failed',
    'incident.ended run_failed',
  ]);
  expect(told()).toHaveLength(5);
  expect(mail.mails.map(({ subject }) => subject).sort()).toEqual(
    webhook.posted.map(({ body }) => `[Pulso] ${body?.text.split('\n')[0]}`).sort(),
  );
  await copies.stop();
});
