import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { TODAY } from './seller-day.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
  const { db, tenantId } = dashboard;
  // One paid order of the simulator becomes a test order, which the numbers then leave out, and a settled day was corrected.
  await query(
    db,
    `update orders set tags = tags || '{test_order}'::text[] where tenant_id = $1 and order_id = (
       select order_id from orders where tenant_id = $1 and status = 'paid' and pack_id is null
         and date_closed between now() - interval '6 days' and now() - interval '4 days'
       order by order_id limit 1
     )`,
    { bind: [tenantId] },
  );
  await query(
    db,
    `insert into metrics_corrections (tenant_id, date, connection_id, corrected_at, stood_since, old, new)
     select tenant_id, ${TODAY} - 4, connection_id, now(), now() - interval '1 day',
       '{"orders": 9, "gmv": 900.5}', '{"orders": 8, "gmv": 800}'
     from connections where tenant_id = $1`,
    { bind: [tenantId] },
  );
  const { status } = await dashboard.sync(30);
  if (status !== 'SUCCESS') throw new Error(`the second sync ended as ${status}`);
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const rows = (page: Page, name: string) => panel(page, name).locator('tbody tr');
const figure = (page: Page, name: string) => panel(page, name).getByRole('paragraph').first();
const tile = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

/** Every page of the counted orders. */
async function showAll(page: Page): Promise<void> {
  const more = panel(page, 'Pedidos contados').getByRole('button', { name: 'Mostrar mais' });
  await rows(page, 'Pedidos contados').first().waitFor(PATIENCE);
  while ((await more.count()) > 0) {
    const shown = await rows(page, 'Pedidos contados').count();
    await more.click();
    await expect.poll(() => rows(page, 'Pedidos contados').count(), PATIENCE).toBeGreaterThan(shown);
  }
}

describe('Passaporte do número in Chromium', () => {
  it('leads from a tile to its orders, which add up to it, with those left out and what was corrected since', async () => {
    const { page, complaints } = await dashboard.openPage();
    const value = (await tile(page, 'Receita').getByRole('link').textContent(PATIENCE)) ?? '';
    await tile(page, 'Receita').getByRole('link').click();
    await expect.poll(() => page.title(), PATIENCE).toBe('Passaporte do número · Pulso');
    expect(page.url()).toMatch(/\/passaporte\?de=\d{4}-\d\d-\d\d&ate=\d{4}-\d\d-\d\d&numero=receita$/);
    await expect.poll(() => figure(page, 'Receita').textContent(), PATIENCE).toBe(value);
    await showAll(page);
    const sum = panel(page, 'Pedidos contados').getByRole('status');
    await sum.getByText('É exatamente o número acima.').waitFor(PATIENCE);
    expect((await sum.textContent())?.replaceAll(/\s/g, ' ')).toContain(value.replaceAll(/\s/g, ' '));
    const [counted] = await query<{ orders: number }>(
      dashboard.db,
      `select sum(orders)::int as orders from account_metrics_daily
       where tenant_id = $1 and date > ${TODAY} - 7`,
      { bind: [dashboard.tenantId] },
    );
    expect(await rows(page, 'Pedidos contados').count()).toBe(counted?.orders);
    await rows(page, 'Pedidos deixados de fora').getByText('É um pedido de teste.').first().waitFor(PATIENCE);
    const correction = panel(page, 'Correções desde então').getByRole('listitem');
    await correction.getByText('pedidos: 9 → 8').first().waitFor(PATIENCE);
    expect(complaints).toEqual([]);
  });

  it('shows every number of the overview as its tile does, each with how it is made', async () => {
    const { page } = await dashboard.openPage({ path: '/?dias=30' });
    const names = ['Pedidos', 'Unidades', 'Visitas', 'Conversão', 'Ticket médio', 'Receita líquida', 'Cancelamentos'];
    const values = new Map<string, string>();
    for (const name of names) values.set(name, (await tile(page, name).getByRole('link').textContent(PATIENCE)) ?? '');
    await tile(page, 'Pedidos').getByRole('link').click();
    for (const name of names) {
      await page.getByRole('combobox', { name: 'Número' }).selectOption({ label: name });
      await expect.poll(() => figure(page, name).textContent(), PATIENCE).toBe(values.get(name));
    }
    await page.getByRole('combobox', { name: 'Número' }).selectOption({ label: 'Visitas' });
    await panel(page, 'Visitas dia a dia').getByRole('row').nth(30).waitFor(PATIENCE);
    expect(await panel(page, 'Pedidos contados').count()).toBe(0);
  });

  it('is of one listing when it is come to from a row of Anúncios, by the keyboard alone', async () => {
    const { page } = await dashboard.openPage({ path: '/anuncios?dias=30' });
    const row = page.locator('tbody tr[aria-rowindex="2"]');
    const code = /MLB\d+/.exec((await row.textContent(PATIENCE)) ?? '')?.[0] ?? 'none';
    await row.locator('a[href*="numero=unidades"]').focus();
    const value = await row.locator('a[href*="numero=unidades"]').textContent();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`numero=unidades&anuncio=${code}`);
    await panel(page, 'Unidades').getByText(code).waitFor(PATIENCE);
    await expect.poll(() => figure(page, 'Unidades').textContent(), PATIENCE).toBe(value);
    await showAll(page);
    await panel(page, 'Pedidos contados').getByRole('status').getByText(`somam ${value}.`).waitFor(PATIENCE);
    await page.goBack();
    await row.waitFor(PATIENCE);
  });

  it('says in its place what is waited for, what failed, and that nothing was left out', async () => {
    const { page } = await dashboard.openPage();
    await tile(page, 'Receita').getByRole('link').waitFor(PATIENCE);
    let answer: 'hold' | 'fail' | 'pass' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/trpc\/[^?]*evidence\./, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.continue();
    });
    await tile(page, 'Receita').getByRole('link').click();
    await expect.poll(() => page.locator('[aria-busy="true"]').getByText('Carregando…').count(), PATIENCE).toBe(3);
    answer = 'fail';
    for (const release of held) release();
    await expect.poll(() => page.getByText('Não deu para mostrar esta parte').count(), PATIENCE).toBe(3);
    answer = 'pass';
    await panel(page, 'Pedidos contados').getByRole('button', { name: 'Tentar de novo' }).click();
    await rows(page, 'Pedidos contados').first().waitFor(PATIENCE);
    await page.goto(`${dashboard.address}/passaporte?numero=pedidos&de=2020-01-01&ate=2020-01-02`);
    await page.getByText('Nenhum pedido destes dias conta para este número.').waitFor(PATIENCE);
    await page.getByText('Nenhum pedido destes dias ficou de fora.').waitFor(PATIENCE);
    await page.getByText('Nada mudou nestes dias depois de definitivos.').waitFor(PATIENCE);
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window with all its orders, and axe finds nothing on a passport', async (_, width, height) => {
    const { page, complaints } = await dashboard.openPage({ width, height, path: '/passaporte?numero=liquida&dias=7' });
    await rows(page, 'Pedidos contados').first().waitFor(PATIENCE);
    await rows(page, 'Pedidos deixados de fora').first().waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the period of the overview in Chromium', () => {
  it('may be today alone, or days of one’s own that stand in the address, and refuses days that cannot be', async () => {
    const { page, complaints } = await dashboard.openPage();
    await page.locator('label', { hasText: 'Hoje' }).click();
    await expect.poll(() => page.url()).toContain('dias=1');
    await page.locator('label', { hasText: 'Outro' }).click();
    const [row] = await query<{ from: string; to: string; orders: number }>(
      dashboard.db,
      `select min(date)::text as from, max(date)::text as to, sum(orders)::int as orders from account_metrics_daily
       where tenant_id = $1 and date between ${TODAY} - 12 and ${TODAY} - 10`,
      { bind: [dashboard.tenantId] },
    );
    const { from = '', to = '', orders = 0 } = row ?? {};
    await page.getByLabel('Primeiro dia').fill(to);
    await page.getByLabel('Último dia').fill(from);
    await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
    await page.getByRole('alert').getByText('Escolha no máximo 365 dias').waitFor();
    await page.getByLabel('Primeiro dia').fill(from);
    await page.getByLabel('Último dia').fill(to);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`de=${from}&ate=${to}`);
    const shown = () => tile(page, 'Pedidos').getByRole('link').textContent(PATIENCE);
    await expect.poll(async () => Number((await shown())?.replaceAll(/\D/g, '')), PATIENCE).toBe(orders);
    await page.reload();
    await expect.poll(async () => Number((await shown())?.replaceAll(/\D/g, '')), PATIENCE).toBe(orders);
    expect(await page.getByText('hoje, até agora').count()).toBe(0);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
