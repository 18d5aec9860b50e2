import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { query } from '@pulso/database';
import { createJobRunner } from '@pulso/jobs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { copyOrFill } from './fill-installation.ts';
import { openInstallation } from './open-installation.ts';

const root = join(import.meta.dirname, '../..');
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/**
 * The built API and page on a real database and the simulator, after a first sync of 30 days, as `npm start` puts them together;
 * only the simulator is at hand here, so that a test can let something happen in the marketplace.
 * @param options.env variables of the API besides those
 */
export async function openDashboard(options: { env?: Record<string, string> } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'pulso-e2e-'));
  await copyOrFill(dataDir);
  const { postgres, simulator, settings, deps, close } = await openInstallation(dataDir);
  const runner = createJobRunner(deps);
  const [tenant] = await query<{ tenant_id: string }>(deps.db, 'select tenant_id from tenants');
  if (!tenant) throw new Error('the installation was to have a company');
  const tenantId = tenant.tenant_id;
  const env = { ...process.env, PULSO_DATA_DIR: dataDir, ...options.env, PORT: '0' };
  const [first, browser] = await Promise.all([
    startApi(env),
    chromium.launch({ executablePath: CHROMIUM.find(existsSync) ?? 'chromium', args: FLAGS }),
  ]);
  let api = first;
  return {
    address: api.address,
    /** SIGTERM ends it in order, SIGKILL without a word. Answers with its exit code. */
    endApi: (signal: 'SIGTERM' | 'SIGKILL') => api.end(signal),
    /** Once more, where it listened before. */
    async startApiAgain() {
      api = await startApi({ ...env, PORT: new URL(api.address).port });
    },
    db: deps.db,
    encryptionKeys: settings.encryptionKeys,
    simulator,
    tenantId,
    async sync(daysBack: number) {
      const params = { daysBack };
      return (await runner.submit({ jobType: 'sync-mercadolivre', tenantId, params, trigger: 'cli' })).finished;
    },
    ...openPages(browser, api.address),
    async close() {
      await browser.close();
      await api.end('SIGTERM');
      await runner.stop();
      await close();
      await simulator.close();
      await postgres.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function startApi(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['dist/apps/api/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const line = once(createInterface({ input: child.stdout }), 'line');
  const [first] = (await Promise.race([
    line,
    ended.then(() => {
      throw new Error('the API ended before it listened');
    }),
  ])) as [string];
  const { address } = JSON.parse(first) as { address: string };
  return {
    address,
    end(signal: 'SIGTERM' | 'SIGKILL') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Pages of one browser at one address. */
function openPages(browser: Browser, address: string) {
  const contexts: BrowserContext[] = [];
  return {
    /** A page of its own, and everything that its console and its requests complained of. */
    async openPage(options: { width?: number; height?: number; colorScheme?: 'light' | 'dark'; path?: string } = {}) {
      const { width = 1280, height = 900, colorScheme = 'light', path = '/' } = options;
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'pt-BR' });
      contexts.push(context);
      const page: Page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(address + path);
      return { page, complaints };
    },
    /** After each test: a page that stays open goes on asking and drawing, beside the next one. */
    async closePages() {
      for (const context of contexts.splice(0)) await context.close();
    },
  };
}
