import { readFileSync } from 'node:fs';
import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { TODAY } from './seller-day.ts';

const MANY = 10_000;
/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

/** What a screen reader would call what has the focus. */
const NAME_IN_FOCUS = `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? ''`;

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let total = 0;
beforeAll(async () => {
  dashboard = await openDashboard();
  const sql = readFileSync(new URL('./many-listings.sql', import.meta.url), 'utf8');
  await query(dashboard.db, sql, { bind: [dashboard.tenantId, MANY] });
  const [row] = await query<{ count: number }>(
    dashboard.db,
    `select count(distinct listing_id)::int as count from listing_metrics_daily
     where tenant_id = $1 and date > ${TODAY} - 7`,
    { bind: [dashboard.tenantId] },
  );
  total = row?.count ?? 0;
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: '/anuncios', ...options });
const list = (page: Page) => page.getByRole('region', { name: 'Lista de anúncios' });
const found = (page: Page) => page.locator('p[role="status"]').filter({ hasText: 'anúncio' }).first();
const rows = (page: Page) => page.locator('tbody tr[aria-rowindex]');
const count = (n: number) => n.toLocaleString('pt-BR');

describe('Anúncios in Chromium', () => {
  it('shows ten thousand listings with few rows in the document, up to the last one', async () => {
    const { page, complaints } = await open();
    await expect.poll(() => found(page).textContent(), PATIENCE).toBe(`${count(total)} anúncios`);
    await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
    await list(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    const last = page.locator(`tr[aria-rowindex="${total + 1}"]`);
    await last.getByText('MLB').waitFor(PATIENCE);
    expect(await rows(page).count()).toBeLessThanOrEqual(60);
    expect(await page.locator('table').getAttribute('aria-rowcount')).toBe(String(total + 1));
    expect(complaints).toEqual([]);
  });

  it('searches, filters and sorts on the server, says so in the address, and finds the way back from nothing', async () => {
    const { page } = await open({ path: '/anuncios?dias=30' });
    await page.getByRole('searchbox').fill('número 4242');
    await expect.poll(() => found(page).textContent(), PATIENCE).toBe('1 anúncio');
    await rows(page).getByText('MLB9000004242').waitFor(PATIENCE);
    await page.getByRole('combobox', { name: 'Clip (vídeo)' }).selectOption({ label: 'Clip: não sei' });
    await expect.poll(() => page.url()).toContain('clip=dontKnow');
    await rows(page).getByText('não sei').waitFor(PATIENCE);
    await page.getByRole('combobox', { name: 'Clip (vídeo)' }).selectOption({ label: 'Clip: sim' });
    await page.getByText('Nenhum anúncio combina').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Limpar busca e filtros' }).click();
    await expect
      .poll(async () => (await found(page).textContent())?.length ?? 0, PATIENCE)
      .toBeGreaterThan('1 anúncio'.length);
    await page.getByRole('button', { name: 'Preço' }).click();
    await expect.poll(() => page.url()).toContain('ordem=price');
    expect(await page.getByRole('columnheader', { name: 'Preço' }).getAttribute('aria-sort')).toBe('descending');
    expect(page.url()).toContain('dias=30');
  });

  it('gives what is shown as CSV and as a workbook, without the column that was put away, and guards against formulas', async () => {
    await query(
      dashboard.db,
      `update listings set title = '=HYPERLINK("x")' where tenant_id = $1 and listing_id = 'MLB9000000777'`,
      {
        bind: [dashboard.tenantId],
      },
    );
    const { page, complaints } = await open({ path: '/anuncios?busca=MLB9000000777' });
    await rows(page).getByText('MLB9000000777').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Colunas' }).click();
    await page.getByRole('checkbox', { name: 'Unidades' }).uncheck();
    const files = await Promise.all(
      ['Baixar CSV', 'Baixar XLSX'].map(async (name, index) => {
        if (index > 0) await page.getByText('Arquivo pronto').waitFor(PATIENCE);
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click(),
        ]);
        return readFileSync(await download.path());
      }),
    );
    const csv = files[0]?.toString('utf8') ?? '';
    const [head = '', line = ''] = csv.split('\r\n');
    expect(head).toBe(
      '\uFEFFAnúncio;Código;Situação;Receita;Pedidos;Visitas;Dias com visitas;Conversão;Preço;Estoque;Estoque dura (dias);Curva ABC;Clip (vídeo)',
    );
    expect(line).toContain(`"'=HYPERLINK(""x"")";MLB9000000777`);
    expect(files[1]?.subarray(0, 2).toString()).toBe('PK');
    await page.reload();
    await rows(page).first().waitFor(PATIENCE);
    expect(await page.getByRole('columnheader', { name: 'Unidades' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is reached, sorted and scrolled by the keyboard alone, and the period comes along', async () => {
    const { page } = await open({ path: '/?dias=90' });
    await page.getByRole('link', { name: 'Anúncios' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('/anuncios?dias=90');
    await expect.poll(() => page.title()).toBe('Anúncios · Pulso');
    await rows(page).first().waitFor(PATIENCE);
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('MAIN');
    const names: string[] = [];
    for (let presses = 0; presses < 30 && !names.at(-1)?.startsWith('Lista de anúncios'); presses += 1) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate<string>(NAME_IN_FOCUS));
    }
    expect(names).toContain('Baixar CSV');
    const before = await rows(page).first().getAttribute('aria-rowindex');
    await page.keyboard.press('End');
    await expect.poll(() => rows(page).first().getAttribute('aria-rowindex'), PATIENCE).not.toBe(before);
    await page.getByRole('button', { name: 'Receita' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('sentido=asc');
  });

  it('says in its place what it waits for, and what failed, and goes on when it is asked again', async () => {
    const { page } = await open();
    let answer: 'hold' | 'fail' | 'pass' = 'hold';
    const held: (() => void)[] = [];
    await page.route('**/trpc/*listings.list*', async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.continue();
    });
    await page.reload();
    await page.locator('[aria-busy="true"]').getByText('Carregando…').first().waitFor(PATIENCE);
    answer = 'fail';
    for (const release of held) release();
    await page.getByText('O servidor do Pulso não respondeu').waitFor(PATIENCE);
    answer = 'pass';
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await rows(page).first().waitFor(PATIENCE);
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window, and axe finds nothing on Anúncios in either theme', async (_, width, height) => {
    const { page, complaints } = await open({ width, height });
    await rows(page).getByText('MLB').first().waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('stays in the theme that was chosen, whatever the device says', async () => {
    const { page } = await open({ colorScheme: 'light' });
    const paper = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const light = await paper();
    await page.getByRole('button', { name: 'Usar tema escuro' }).click();
    await expect.poll(paper).not.toBe(light);
    const dark = await paper();
    await page.reload();
    await page.getByRole('button', { name: 'Usar tema claro' }).waitFor(PATIENCE);
    expect(await paper()).toBe(dark);
  });
});
