import { beatJobRun, finishJobRun, type JobRun, openJobRun, startJobRun } from '@pulso/job-log';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDashboard } from './open-dashboard.ts';

/** The stream in which the server tells of a run. */
const STREAM = '**/trpc/jobs.follow*';
const UNREACHABLE = 'O servidor não respondeu; continuamos perguntando.';
const ENDED = {
  status: 'SUCCESS',
  recordsProcessed: 60,
  errorCode: null,
  errorMessage: null,
  metadata: { result: { sync: { itemsProcessed: 60 } } },
} as const;

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let run: JobRun;
beforeAll(async () => {
  dashboard = await openDashboard();
});
/** A sync that goes on for as long as the test likes; this process works on it, not the API's. */
beforeEach(async () => {
  const { db, tenantId } = dashboard;
  const now = new Date();
  const asked = { jobType: 'sync-mercadolivre', trigger: 'schedule', slot: null, params: {}, now } as const;
  ({ run } = await openJobRun(db, tenantId, asked));
  await startJobRun(db, tenantId, { run, now });
});
afterEach(async () => {
  await finish();
  await dashboard.closePages();
});
afterAll(() => dashboard.close());

const isAt = (done: number) =>
  beatJobRun(dashboard.db, dashboard.tenantId, { run, progress: { phase: 'listings', done, total: 60 } });
const finish = () => finishJobRun(dashboard.db, dashboard.tenantId, { run, outcome: ENDED, now: new Date() });

const status = (page: Page) => page.getByRole('region', { name: 'Atualização dos dados' });
const shows = (page: Page, words: string) => status(page).getByText(words).waitFor({ timeout: 15_000 });

async function expectEnd(page: Page): Promise<void> {
  await finish();
  await shows(page, 'Atualização concluída.');
  await shows(page, 'Lidos: 60 anúncios.');
}

describe('the progress of an update in Chromium', () => {
  it('moves while the update runs, and becomes what it brought, without the page asking again', async () => {
    await isAt(10);
    const { page, complaints } = await dashboard.openPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const done of [10, 25, 60]) {
      await isAt(done);
      await shows(page, `${done} de 60`);
    }
    await expectEnd(page);
    expect(asked.filter((path) => path.includes('jobs.get'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['stops in order', 'SIGTERM', 0],
    ['dies', 'SIGKILL', null],
  ] as const)('says that it hears nothing when the server %s, and goes on when it is back', async (_, signal, code) => {
    await isAt(10);
    const { page } = await dashboard.openPage();
    await shows(page, '10 de 60');
    expect(await dashboard.endApi(signal)).toBe(code);
    await shows(page, UNREACHABLE);
    await shows(page, '10 de 60');
    await isAt(30);
    await dashboard.startApiAgain();
    await shows(page, '30 de 60');
    await shows(page, 'Lendo os anúncios…');
    await expectEnd(page);
  });

  it('says that it hears nothing while a proxy answers in the place of the server, and goes on after that', async () => {
    await isAt(10);
    const { page } = await dashboard.openPage({ path: '/acesso' });
    await page.route(STREAM, (route) => route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad gateway' }));
    await page.getByRole('link', { name: 'Visão geral' }).click();
    await shows(page, UNREACHABLE);
    await page.unroute(STREAM);
    await shows(page, '10 de 60');
    await expectEnd(page);
  });

  it('goes on from one stream to the next without a word, also when a proxy held the first one back', async () => {
    await isAt(10);
    const { page, complaints } = await dashboard.openPage({ path: '/acesso' });
    // What the first stream tells stands there for a fifth of a second, so the page itself notes it.
    await page.evaluate(
      ([words, first]) => {
        const seen = new MutationObserver(() => {
          if (document.body.textContent.includes(words)) console.error(words);
          if (document.body.textContent.includes(first)) document.documentElement.dataset.toldFirst = first;
        });
        seen.observe(document.body, { subtree: true, childList: true, characterData: true });
      },
      [UNREACHABLE, '3 de 7'] as const,
    );
    const told = { ...run, status: 'RUNNING', metadata: { progress: { phase: 'orders', done: 3, total: 7 } } };
    const body = ['event: connected\ndata: {}', `data: ${JSON.stringify(told)}`, 'event: return\ndata: ', ''].join(
      '\n\n',
    );
    await page.route(STREAM, (route) => route.fulfill({ contentType: 'text/event-stream', body }), { times: 1 });
    await page.getByRole('link', { name: 'Visão geral' }).click();
    await shows(page, '10 de 60');
    expect(await page.evaluate(() => document.documentElement.dataset.toldFirst)).toBe('3 de 7');
    await expectEnd(page);
    expect(complaints).toEqual([]);
  });

  it('is not asked for by a page that nobody looks at, and is right again when somebody does', async () => {
    await isAt(10);
    const { page, complaints } = await dashboard.openPage();
    await shows(page, '10 de 60');
    const look = (visibility: 'hidden' | 'visible') =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, visibility);
    const leftOff = page.waitForEvent('requestfailed', (request) => request.url().includes('jobs.follow'));
    await look('hidden');
    await leftOff;
    await isAt(50);
    await look('visible');
    await shows(page, '50 de 60');
    await look('hidden');
    await finish();
    await look('visible');
    await expectEnd(page);
    expect(complaints).toEqual([]);
  });
});
