import { query } from '@pulso/database';
import { addDays, businessDayOf } from '@pulso/domain';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../apps/web/src/format/create-formatter.ts';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { readTruth, ZONE } from './read-truth.ts';
import { TODAY } from './seller-day.ts';

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const tile = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const tileText = async (page: Page, name: string) =>
  (await tile(page, name).getByRole('paragraph').first().textContent()) ?? '';
/** A person presses the words; the input behind them has no size. */
const choosePeriod = (page: Page, name: string) => page.locator('label', { hasText: name }).click();
/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };
const countOf = (text: string) => Number(text.replaceAll(/\D/g, ''));

/** The orders that the tables hold for the last days, as the tile must show them. */
async function ordersOfLast(days: number): Promise<number> {
  const [row] = await query<{ orders: number }>(
    dashboard.db,
    `select coalesce(sum(orders), 0)::int as orders from account_metrics_daily
     where tenant_id = $1 and date > ${TODAY} - $2::int`,
    { bind: [dashboard.tenantId, days] },
  );
  return row?.orders ?? 0;
}

/** The price of what sold most was not seen on any day. */
async function forgetPriceOfBestSeller(): Promise<void> {
  await query(
    dashboard.db,
    `update listing_metrics_daily set price = null where tenant_id = $1 and listing_id = (
       select listing_id from listing_metrics_daily where tenant_id = $1 and date > ${TODAY} - 7
       group by listing_id order by sum(gmv) desc limit 1)`,
    { bind: [dashboard.tenantId] },
  );
}

/** What the marketplace itself has of settled days, as the tiles have to write it; figures of newer days still move. */
async function tellTruth({ from, to }: { from: string; to: string }): Promise<Record<string, string>> {
  const { accountRows } = await readTruth(dashboard);
  const days = accountRows.filter(({ date }) => date >= from && date <= to);
  const sum = (of: (row: (typeof days)[number]) => number) => days.reduce((all, row) => all + of(row), 0);
  const sumCents = (column: 'gmv' | 'net_revenue' | 'cancelled_amount') =>
    sum((row) => Math.round(Number(row[column]) * 100));
  const { money, count, percent } = createFormatter('pt-BR');
  const [orders, visits, gmv_cents] = [sum((row) => row.orders), sum((row) => row.visits ?? 0), sumCents('gmv')];
  return {
    Receita: money(gmv_cents),
    Pedidos: count(orders),
    Unidades: count(sum((row) => row.units)),
    Visitas: count(visits),
    Conversão: percent(orders / visits),
    'Ticket médio': money(Math.round(gmv_cents / orders)),
    'Receita líquida': money(sumCents('net_revenue')),
    Cancelamentos: money(sumCents('cancelled_amount')),
  };
}

describe('Visão geral in Chromium', () => {
  it('shows the numbers of the tables, changes from 7 to 30 days, and after the button a sale made meanwhile', async () => {
    const { page, complaints } = await dashboard.openPage();
    await choosePeriod(page, '7 dias');
    await expect.poll(async () => countOf(await tileText(page, 'Pedidos')), PATIENCE).toBe(await ordersOfLast(7));
    await choosePeriod(page, '30 dias');
    await expect.poll(async () => countOf(await tileText(page, 'Pedidos')), PATIENCE).toBe(await ordersOfLast(30));
    const before = await ordersOfLast(30);
    const revenue = await tileText(page, 'Receita');

    await dashboard.simulator.addSale({ quantity: 2 });
    await page.getByRole('button', { name: 'Atualizar dados' }).click();
    await expect
      .poll(async () => countOf(await tileText(page, 'Pedidos')), { timeout: 30_000 })
      .toBeGreaterThan(before);
    expect(countOf(await tileText(page, 'Pedidos'))).toBe(await ordersOfLast(30));
    expect(await tileText(page, 'Receita')).not.toBe(revenue);
    const [run] = await query<{ status: string }>(
      dashboard.db,
      `select status from job_logs where tenant_id = $1 and trigger = 'manual'`,
      { bind: [dashboard.tenantId] },
    );
    expect(run?.status).toBe('SUCCESS');
    expect(complaints).toEqual([]);
  });

  it('shows in every tile what the marketplace itself has of the period', async () => {
    const today = businessDayOf(new Date(), ZONE);
    const period = { from: addDays(today, -24), to: addDays(today, -5) };
    const truth = await tellTruth(period);
    const { page, complaints } = await dashboard.openPage({ path: `/?de=${period.from}&ate=${period.to}` });
    await expect.poll(() => tileText(page, 'Pedidos'), PATIENCE).toBe(truth['Pedidos']);
    const shown = await Promise.all(Object.keys(truth).map(async (name) => [name, await tileText(page, name)]));
    expect(Object.fromEntries(shown)).toEqual(truth);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['script', '**/assets/daily-chart-*.js'],
    ['styles', '**/assets/daily-chart-*.css'],
  ])('shows the days as a table when the %s of their drawing did not arrive', async (_, asset) => {
    const { page } = await dashboard.openPage({ path: '/acesso' });
    await page.route(asset, (route) => route.abort());
    await page.getByRole('link', { name: 'Visão geral' }).click();
    await page.getByRole('region', { name: 'Dia a dia', exact: true }).scrollIntoViewIfNeeded();
    await page.getByRole('region', { name: 'Tabela dia a dia', exact: true }).waitFor();
    await tile(page, 'Receita').waitFor();
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
  ])(
    'on %s names every tile, the age of every source and the clip, and axe finds nothing in either theme',
    async (_, width, height) => {
      await forgetPriceOfBestSeller();
      const { page, complaints } = await dashboard.openPage({ width, height });
      for (const name of [
        'Receita',
        'Pedidos',
        'Unidades',
        'Visitas',
        'Conversão',
        'Ticket médio',
        'Receita líquida',
        'Cancelamentos',
      ]) {
        await tile(page, name).waitFor();
      }
      await expect.poll(() => page.getByText('Clip (vídeo)').count()).toBeGreaterThan(0);
      await page.getByRole('region', { name: 'Dia a dia', exact: true }).scrollIntoViewIfNeeded();
      await expect.poll(() => page.getByRole('img', { name: /por dia, de/ }).count()).toBe(3);
      const body = (await page.textContent('body')) ?? '';
      for (const words of ['Anúncios', 'Pedidos', 'Visitas', 'Atualizar dados', '—não se sabe'])
        expect(body).toContain(words);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await findViolationsInBothThemes(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
