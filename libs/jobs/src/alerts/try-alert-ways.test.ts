import { createLogger, parseSettings } from '@pulso/runtime';
import { afterEach, expect, it } from 'vitest';
import { openMailServer } from '../testing/open-mail-server.ts';
import { openWebhook } from '../testing/open-webhook.ts';
import { openAlertWays } from './alert-ways.ts';
import { tryAlertWays } from './try-alert-ways.ts';

const NOW = new Date('2026-11-20T15:00:00Z');
const TENANT = { tenantId: 'b1b0c7f4-3a4e-4f0a-9a57-1f6f6c1f7a10', name: 'Loja <do João>' };
const NOBODY = 'http://127.0.0.1:9/hook';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function opened<Opened extends { close(): Promise<unknown> }>(opening: Promise<Opened>): Promise<Opened> {
  const one = await opening;
  closers.push(one.close);
  return one;
}

async function tryWith(env: Record<string, string>) {
  const lines: string[] = [];
  const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
  const trials = await tryAlertWays(openAlertWays(parseSettings(env)), { tenant: TENANT, now: NOW, log });
  return { told: Object.fromEntries(trials.map(({ way, outcome }) => [way, outcome])), lines };
}

it('a message that tries the ways goes once by each that is set up, and says that nothing is wrong', async () => {
  const [webhook, watch] = [await opened(openWebhook()), await opened(openWebhook())];
  const mail = await opened(openMailServer({ disabledCommands: ['AUTH'] }));
  const { told } = await tryWith({
    ALERT_WEBHOOK_URL: webhook.url,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ALERT_EMAIL_TO: 'ana@example.com',
    HEARTBEAT_URL: watch.url,
  });
  expect(told).toEqual({ webhook: 'taken', mail: 'taken', heartbeat: 'taken' });
  expect(webhook.posted).toHaveLength(1);
  expect(webhook.posted[0]?.body).toMatchObject({
    text: expect.stringMatching(/^Teste de alerta: Loja &lt;do João&gt;\n.*Nada está errado\.$/),
    pulso: { event: 'trial', tenantId: TENANT.tenantId, askedAt: NOW.toISOString() },
  });
  expect(mail.mails).toMatchObject([{ to: ['ana@example.com'], subject: '[Pulso] Teste de alerta: Loja <do João>' }]);
  expect(watch.posted).toEqual([{ method: 'GET', authorization: null, body: null }]);
});

it('a way that refuses a message that tries it is told apart from one that nobody answers on', async () => {
  const webhook = await opened(openWebhook());
  webhook.answers.push(403);
  const mail = await opened(openMailServer({ onAuth: (_auth, _session, done) => done(new Error('no')) }));
  const smtp = new URL(`smtp://127.0.0.1:${mail.port}`);
  Object.assign(smtp, { username: 'ana@example.com', password: 'segredo' });
  const { told, lines } = await tryWith({
    ALERT_WEBHOOK_URL: webhook.url,
    SMTP_URL: smtp.href,
    HEARTBEAT_URL: NOBODY,
  });
  expect(told).toEqual({ webhook: 'refused', mail: 'sign_in_refused', heartbeat: 'unreachable' });
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain('segredo');
});

it('without any way that is set up nothing is tried', async () => {
  expect((await tryWith({})).told).toEqual({});
});
