import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { openWebhook } from '@pulso/jobs/testing';
import type { Role } from '@pulso/members';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { PASSWORD, signInAs } from './sign-in-as.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let webhook: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  webhook = await openWebhook();
  dashboard = await openDashboard({
    env: { ALERT_WEBHOOK_URL: webhook.url, HEARTBEAT_URL: 'http://127.0.0.1:9/watch' },
  });
});
afterEach(() => dashboard.closePages());
afterAll(async () => {
  await dashboard.close();
  await webhook.close();
});

const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: '/ajustes', ...options });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
const rows = (sql: string, bind: unknown[] = [dashboard.tenantId]) => query(dashboard.db, sql, { bind });

/** Somebody of a company, signed in on this page. */
async function signIn(role: Role, { tenantId = dashboard.tenantId, width = 1280 } = {}): Promise<Page> {
  const { page } = await open({ width });
  await signInAs(dashboard, page, { email: `${role}-${tenantId.slice(0, 8)}@example.com`, role, tenantId });
  await page.getByRole('heading', { name: 'Fuso horário' }).waitFor(PATIENCE);
  return page;
}

describe('Ajustes in Chromium', () => {
  it('is reached from the navigation, and leads to the people, by the keyboard alone', async () => {
    const { page, complaints } = await open({ path: '/?dias=30' });
    await page.getByRole('link', { name: 'Ajustes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Abrir Pessoas e acesso' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pessoas e acesso' }).waitFor(PATIENCE);
    expect(page.url()).toBe(`${dashboard.address}/acesso?dias=30`);
    expect(await page.getByRole('link', { name: 'Ajustes' }).getAttribute('aria-current')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('says each schedule in words with its next time, and keeps who paused and resumed it', async () => {
    const { page } = await open();
    const schedule = panel(page, 'Agenda');
    for (const words of [
      'Toda hora cheia',
      'Todo dia às 03:00',
      'Toda semana, domingo às 05:00',
      'Todo dia às 04:30',
    ]) {
      await schedule.getByText(words, { exact: true }).waitFor(PATIENCE);
    }
    await expect.poll(() => schedule.getByText(/^Próxima: /).count(), PATIENCE).toBe(4);
    await press(page, 'Pausar: Arrumação');
    await schedule.getByText('Pausada desde').waitFor(PATIENCE);
    const resume = schedule.getByRole('button', { name: 'Retomar: Arrumação' });
    await expect.poll(() => resume.isEnabled(), PATIENCE).toBe(true);
    await press(page, 'Retomar: Arrumação');
    await schedule.getByRole('button', { name: 'Pausar: Arrumação' }).waitFor(PATIENCE);
    expect(
      await rows(
        `select action, subject from audit_entries where tenant_id = $1 and action like 'schedule_%' order by happened_at`,
      ),
    ).toEqual(['schedule_paused', 'schedule_resumed'].map((action) => ({ action, subject: 'housekeeping' })));
    await page.goto(`${dashboard.address}/acesso`);
    await page.getByText('pausou a agenda: Arrumação').waitFor(PATIENCE);
  });

  it('keeps the old numbers with a note until a wished zone is published, and takes the wish back', async () => {
    await rows(`update tenants set next_time_zone = 'America/Manaus' where tenant_id = $1`);
    const { page } = await open();
    const zone = panel(page, 'Fuso horário');
    await zone.getByText('A mudança para Manaus foi pedida.').waitFor(PATIENCE);
    await zone.getByText('os números continuam nos dias de São Paulo').waitFor();
    await page.getByRole('link', { name: 'Visão geral' }).click();
    await page.getByText(/\(mudando para .*Amazonas\)/).waitFor(PATIENCE);
    await page.goBack();
    await press(page, 'Desistir da mudança');
    await zone.getByRole('combobox', { name: 'Outro fuso' }).waitFor(PATIENCE);
    expect(await rows('select next_time_zone from tenants where tenant_id = $1')).toEqual([{ next_time_zone: null }]);
  });

  it('changes the zone and shows the days of the new one when the history was made anew, by the keyboard alone', async () => {
    const { page, complaints } = await open();
    const zone = panel(page, 'Fuso horário');
    await zone.getByText('começam à meia-noite de São Paulo').waitFor(PATIENCE);
    await zone.getByRole('combobox', { name: 'Outro fuso' }).focus();
    await page.keyboard.type('Recife');
    await press(page, 'Mudar o fuso');
    await zone.getByText('começam à meia-noite de Recife').waitFor({ timeout: 60_000 });
    expect(await rows('select time_zone, next_time_zone from tenants where tenant_id = $1')).toEqual([
      { time_zone: 'America/Recife', next_time_zone: null },
    ]);
    expect(complaints).toEqual([]);
  });

  it('sends a test on each way that is set up, and says in words what became of it', async () => {
    const { page } = await open();
    const alerts = panel(page, 'Alertas');
    await alerts.getByText('não configurado', { exact: true }).waitFor(PATIENCE);
    await press(page, 'Enviar um teste');
    await alerts.getByText('o teste foi recebido').waitFor(PATIENCE);
    await alerts.getByText('o vigia não respondeu').waitFor();
    expect(webhook.posted.at(-1)?.body?.text).toContain('Teste de alerta: Casa Verde');
    webhook.answers.push(500);
    await press(page, 'Enviar um teste');
    await alerts.getByText('o endereço respondeu, mas recusou o teste').waitFor(PATIENCE);
    expect(await page.content()).not.toContain('hook/secret');
    await page.route(/trpc\/[^?]*alerts\.tryOut/, (route) => route.abort());
    await press(page, 'Enviar um teste');
    await alerts.getByRole('alert').getByText('O teste não foi enviado.').waitFor(PATIENCE);
    await page.unroute(/trpc\/[^?]*alerts\.tryOut/);
    for (let again = 0; again < 4; again += 1) {
      await expect.poll(() => alerts.getByRole('button').isEnabled(), PATIENCE).toBe(true);
      // While one is under way a further press is none.
      const answered = page.waitForResponse(/trpc\/[^?]*alerts\.tryOut/);
      await press(page, 'Enviar um teste');
      await answered;
    }
    await alerts.getByText('Já houve vários testes há pouco.').waitFor(PATIENCE);
  });

  it('keeps the language for this browser, and an address that asks for another is obeyed', async () => {
    const { page } = await open({ path: '/ajustes?idioma=es&dias=30' });
    await page.getByRole('combobox', { name: 'Idioma de este navegador' }).selectOption({ label: 'English' });
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor(PATIENCE);
    expect(page.url()).toBe(`${dashboard.address}/ajustes?dias=30`);
    await page.goto(`${dashboard.address}/ajustes`);
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor(PATIENCE);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.goto(`${dashboard.address}/ajustes?idioma=es`);
    await page.getByRole('heading', { name: 'Ajustes', exact: true }).waitFor(PATIENCE);
  });

  it('says in its place what is waited for, what failed, and that no alert is set up', async () => {
    const { page } = await open({ path: '/' });
    await page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor(PATIENCE);
    let answer: 'hold' | 'fail' | 'pass' | 'none' = 'hold';
    const held: (() => void)[] = [];
    const none = ['webhook', 'mail', 'heartbeat'].map((way) => ({ way, isSetUp: false }));
    await page.route(/trpc\/[^?]*(company\.|schedule\.|alerts\.)/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      const isAlone = /trpc\/alerts\.list\?/.test(route.request().url());
      if (answer === 'fail') await route.abort();
      else if (answer === 'none' && isAlone) await route.fulfill({ json: [{ result: { data: none } }] });
      else await route.continue();
    });
    await page.getByRole('link', { name: 'Ajustes' }).click();
    await expect.poll(() => page.locator('[aria-busy="true"]').getByText('Carregando…').count(), PATIENCE).toBe(3);
    answer = 'fail';
    for (const release of held) release();
    await expect.poll(() => page.getByText('Não deu para mostrar esta parte').count(), PATIENCE).toBe(3);
    answer = 'pass';
    for (const name of ['Fuso horário', 'Agenda']) {
      await panel(page, name).getByRole('button', { name: 'Tentar de novo' }).click();
    }
    await panel(page, 'Fuso horário').getByText('começam à meia-noite').waitFor(PATIENCE);
    await panel(page, 'Agenda').getByText('Próxima:').first().waitFor(PATIENCE);
    answer = 'none';
    await panel(page, 'Alertas').getByRole('button', { name: 'Tentar de novo' }).click();
    await page.getByText('Nenhum alerta está configurado').waitFor(PATIENCE);
  });

  it('shows a member and a viewer nothing that only an owner may do', async () => {
    for (const role of ['member', 'viewer'] as const) {
      const page = await signIn(role);
      await panel(page, 'Agenda').getByText('Próxima:').first().waitFor(PATIENCE);
      await panel(page, 'Fuso horário').getByText('começam à meia-noite').waitFor(PATIENCE);
      expect(await page.getByRole('button', { name: 'Mudar o fuso' }).count()).toBe(0);
      expect(await page.getByRole('heading', { name: /^(Alertas|Apagar os dados)/ }).count()).toBe(0);
      expect(await page.getByRole('button', { name: /^Pausar/ }).count()).toBe(role === 'member' ? 3 : 0);
    }
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window with its parts, and axe finds nothing on Ajustes', async (_, width, height) => {
    const { page, complaints } = await open({ width, height });
    await page.getByText(`npm run pulso -- tenant erase ${dashboard.tenantId}`).waitFor(PATIENCE);
    await panel(page, 'Alertas').getByText('configurado', { exact: true }).first().waitFor(PATIENCE);
    await panel(page, 'Agenda').getByText('Próxima:').first().waitFor(PATIENCE);
    await panel(page, 'Fuso horário').getByRole('combobox').waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('erasing a company in Chromium', () => {
  it.each([
    ['a phone', 390],
    ['a desk', 1280],
  ])('on %s takes its name and the password of an owner, shows the receipt, and signs out', async (_, width) => {
    const name = `Loja ${width}`;
    const { tenantId } = await createTenant(dashboard.db, { name, now: new Date() });
    const page = await signIn('owner', { tenantId, width });
    await press(page, 'Apagar a empresa…');
    const field = page.getByLabel(`Digite o nome da empresa: ${name}`);
    await expect.poll(() => page.evaluate<string>('document.activeElement.name')).toBe('companyName');
    await page.keyboard.type('Outra');
    await page.getByLabel('Sua senha').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('O nome não confere. Nada foi apagado.').waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    await field.fill(name);
    await page.getByLabel('Sua senha').fill('não é esta de jeito nenhum');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('A senha não confere. Nada foi apagado.').waitFor(PATIENCE);
    await page.getByLabel('Sua senha').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${name} foi apagada` }).waitFor(PATIENCE);
    const [kept] = await query<{ receipt_id: string }>(
      dashboard.db,
      'select receipt_id from erasure_receipts where erased_tenant_id = $1',
      { bind: [tenantId] },
    );
    await page.getByText(kept?.receipt_id ?? 'no receipt').waitFor();
    expect(await rows('select from tenants where tenant_id = $1', [tenantId])).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    await page.reload();
    await page.getByText(kept?.receipt_id ?? 'no receipt').waitFor(PATIENCE);
    await page.getByRole('link', { name: 'Ir para a entrada' }).click();
    await page.getByRole('heading', { name: 'Entrar no Pulso' }).waitFor(PATIENCE);
  });

  it('a window without a receipt says so', async () => {
    const { page } = await open({ path: '/recibo' });
    await page.getByRole('heading', { name: 'Não há nenhum recibo nesta janela' }).waitFor(PATIENCE);
  });
});
