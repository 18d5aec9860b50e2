import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { addConnection, createTenant } from '@pulso/connections';
import { migrate, openEmbeddedPostgres } from '@pulso/database';
import { systemClock } from '@pulso/domain';
import { createJobRunner, openJobDeps } from '@pulso/jobs';
import { startSimulator } from '@pulso/meli-simulator';
import { createLogger, ensureLocalSecrets, resolveSettings, writeRunningStart } from '@pulso/runtime';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

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
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const simulator = await startSimulator({ seed: 'e2e' });
  await ensureLocalSecrets(dataDir);
  const { url: apiUrl, authUrl, clientId, clientSecret } = simulator;
  const running = { databaseUrl: postgres.url, simulator: { apiUrl, authUrl, clientId, clientSecret } };
  await writeRunningStart(dataDir, {
    ...running,
    address: null,
    pid: process.pid,
    startedAt: new Date().toISOString(),
  });

  const env = { PULSO_DATA_DIR: dataDir };
  const settings = await resolveSettings(env, { folder: root });
  const log = createLogger({ app: 'e2e', level: 'warn' });
  const { deps, close } = await openJobDeps({ settings, clock: systemClock, log, applicationName: 'e2e' });
  await migrate(deps.db);
  const { tenantId } = await createTenant(deps.db, { name: 'Casa Verde', now: new Date() });
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  const runner = createJobRunner(deps);
  const sync = async (daysBack: number) => {
    const params = { daysBack };
    return (await runner.submit({ jobType: 'sync-mercadolivre', tenantId, params, trigger: 'cli' })).finished;
  };
  const first = await sync(30);
  if (first.status !== 'SUCCESS') throw new Error(`the first sync ended as ${first.status}: ${first.errorMessage}`);

  const api = await startApi({ ...process.env, ...env, ...options.env, PORT: '0' });
  const browser = await chromium.launch({ executablePath: CHROMIUM.find(existsSync) ?? 'chromium', args: FLAGS });
  return {
    address: api.address,
    db: deps.db,
    encryptionKeys: settings.encryptionKeys,
    simulator,
    tenantId,
    sync,
    ...openPages(browser, api.address),
    async close() {
      await browser.close();
      await api.stop();
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
  const ended = once(child, 'exit');
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
    async stop() {
      child.kill('SIGTERM');
      await ended;
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
