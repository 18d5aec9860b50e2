import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';

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
     where tenant_id = $1 and date > (now() at time zone 'America/Sao_Paulo')::date - $2::int`,
    { bind: [dashboard.tenantId, days] },
  );
  return row?.orders ?? 0;
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

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
  ])(
    'on %s names every tile, the age of every source and the clip, and axe finds nothing in either theme',
    async (_, width, height) => {
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
      const body = (await page.textContent('body')) ?? '';
      for (const words of ['Anúncios', 'Pedidos', 'Visitas', 'Atualizar dados']) expect(body).toContain(words);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await findViolationsInBothThemes(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
