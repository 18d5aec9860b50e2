import { readFileSync } from 'node:fs';
import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { signInAs } from './sign-in-as.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
  const sql = readFileSync(new URL('./three-months-of-runs.sql', import.meta.url), 'utf8');
  await query(dashboard.db, sql, { bind: [dashboard.tenantId] });
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: '/execucoes', ...options });
const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const days = (page: Page) => page.getByRole('radio');
const rows = (page: Page) => panel(page, 'Execuções').getByRole('listitem');
const again = (page: Page) => panel(page, 'Execuções').getByRole('button', { name: /^Executar de novo/ });

describe('Execuções in Chromium', () => {
  it('shows a day without a run as plainly as one that failed, and the runs of the day that is chosen', async () => {
    const { page, complaints } = await open();
    await days(page).first().waitFor(PATIENCE);
    expect(await days(page).count()).toBe(90);
    const summary = panel(page, /^Leitura do Mercado Livre/);
    await summary.getByText('1 dia em que nada terminou bem').waitFor();
    // Besides the day left out, those from before the seller's syncs began.
    await summary.getByText(/\d+ dias sem nenhuma execução/).waitFor();
    await summary.getByText('1 dia com falhas').waitFor();
    const failed = page.getByRole('radio', { name: /nada terminou bem\. 0 de 24 horários cumpridos e 24 com falha\./ });
    await failed.check({ force: true });
    await expect.poll(() => page.url()).toMatch(/dia=\d{4}-\d\d-\d\d/);
    await rows(page).getByText('O Mercado Livre não respondeu.').first().waitFor(PATIENCE);
    expect(await rows(page).count()).toBe(20);
    await page.getByRole('button', { name: 'Mostrar mais' }).click();
    await expect.poll(() => rows(page).count(), PATIENCE).toBe(24);
    await page.reload();
    await rows(page).getByText('levou 1 min 20 s').first().waitFor(PATIENCE);
    expect(await failed.isChecked()).toBe(true);
    await page.getByRole('button', { name: /^De / }).click();
    await expect.poll(() => page.url()).not.toContain('dia=');
    await page.getByRole('combobox', { name: 'Situação' }).selectOption({ label: 'Só com problemas' });
    await rows(page).getByText('Faltou: visitas de 1 anúncio.').waitFor(PATIENCE);
    expect(complaints).toEqual([]);
  });

  it('runs a sync again, and pauses and resumes its schedule, by the keyboard alone', async () => {
    const { page } = await open();
    await again(page).first().waitFor(PATIENCE);
    const before = await manualRuns();
    await again(page).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(manualRuns, PATIENCE).toBe(before + 1);
    await rows(page).first().getByText('pedida no painel').waitFor(PATIENCE);

    const pause = page.getByRole('button', { name: 'Pausar: Leitura do Mercado Livre' });
    await pause.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Pausada desde').waitFor(PATIENCE);
    expect(await query(dashboard.db, 'select job_type from schedule_pauses')).toEqual([
      { job_type: 'sync-mercadolivre' },
    ]);
    const resume = page.getByRole('button', { name: 'Retomar: Leitura do Mercado Livre' });
    await expect.poll(() => resume.isEnabled(), PATIENCE).toBe(true);
    await resume.focus();
    await page.keyboard.press('Enter');
    await pause.waitFor(PATIENCE);

    // One press of Tab reaches the calendar, whose days the arrows go through.
    await days(page).last().focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => days(page).nth(88).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.type')).not.toBe('radio');
  });

  it('says in its place what is waited for, what failed, and that nothing fits', async () => {
    const { page } = await open({ path: '/' });
    await page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor(PATIENCE);
    let answer: 'hold' | 'fail' | 'pass' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/trpc\/.*(jobs\.|schedule\.)/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.continue();
    });
    await page.getByRole('link', { name: 'Execuções' }).click();
    await expect.poll(() => page.locator('[aria-busy="true"]').getByText('Carregando…').count(), PATIENCE).toBe(3);
    answer = 'fail';
    for (const release of held) release();
    await expect.poll(() => page.getByText('Não deu para mostrar esta parte').count(), PATIENCE).toBe(3);
    answer = 'pass';
    for (const name of ['Agenda', /^Leitura do Mercado Livre/, 'Execuções']) {
      await panel(page, name).getByRole('button', { name: 'Tentar de novo' }).click();
    }
    await rows(page).first().waitFor(PATIENCE);
    await page.getByRole('combobox', { name: 'Tarefa' }).selectOption({ label: 'Avisos do Mercado Livre' });
    await page.getByText('Nenhuma execução combina').waitFor(PATIENCE);
    await page.getByText('Não têm horário').waitFor();
  });

  it('has no button for whoever only looks', async () => {
    const { page } = await open();
    await signInAs(dashboard, page, { email: 'leo@example.com', role: 'viewer' });
    await rows(page).first().waitFor(PATIENCE);
    await panel(page, 'Agenda').getByText('Próxima:').first().waitFor(PATIENCE);
    expect(await page.getByRole('button', { name: /^(Executar|Pausar|Retomar)/ }).count()).toBe(0);
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s shows ninety days within the window, and axe finds nothing on Execuções', async (_, width, height) => {
    const { page, complaints } = await open({ width, height });
    await days(page).last().waitFor(PATIENCE);
    await rows(page).first().waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

async function manualRuns(): Promise<number> {
  const [row] = await query<{ count: number }>(
    dashboard.db,
    `select count(*)::int as count from job_logs where tenant_id = $1 and trigger = 'manual'`,
    { bind: [dashboard.tenantId] },
  );
  return row?.count ?? 0;
}
