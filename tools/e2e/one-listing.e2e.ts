import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { TODAY } from './seller-day.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let listingId = '';
beforeAll(async () => {
  dashboard = await openDashboard();
  const { db, tenantId } = dashboard;
  const [best] = await query<{ listing_id: string }>(
    db,
    `select listing_id from listing_metrics_daily where tenant_id = $1 and date > ${TODAY} - 7
     group by listing_id order by sum(gmv) desc limit 1`,
    { bind: [tenantId] },
  );
  listingId = best?.listing_id ?? '';
  // A first sync sees price and stock of today alone: two days before, both were others.
  await query(
    db,
    `update listing_metrics_daily set price = case when date < ${TODAY} - 3 then 120.5 else 99.9 end, stock = 7
     where tenant_id = $1 and listing_id = $2 and date between ${TODAY} - 6 and ${TODAY} - 2`,
    { bind: [tenantId, listingId] },
  );
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: `/anuncios/${listingId}`, ...options });
const strips = (page: Page) => panel(page, 'Dia a dia').getByRole('img', { name: /por dia, de/ });

describe('Anúncio in Chromium', () => {
  it('draws days of which nothing is known as unknown, also where that is all of them', async () => {
    const [other] = await query<{ listing_id: string }>(
      dashboard.db,
      `update listing_metrics_daily set price = null where tenant_id = $1 and listing_id = (
         select min(listing_id) from listing_metrics_daily where tenant_id = $1 and date = ${TODAY} and listing_id <> $2
       ) returning listing_id`,
      { bind: [dashboard.tenantId, listingId] },
    );
    const { page, complaints } = await dashboard.openPage({ path: `/anuncios/${other?.listing_id}` });
    const price = page.getByRole('img', { name: /^Preço por dia, de .* Nenhum dia conhecido\.$/ });
    await expect.poll(() => price.locator('[fill^="url(#"]').count(), PATIENCE).toBe(1);
    const hatched = await price.locator('[fill^="url(#"]').boundingBox();
    expect(hatched?.height).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  });

  it('is come to from its row, and shows sales, visits, conversion, price and stock in one picture, its changes and orders', async () => {
    const { page, complaints } = await dashboard.openPage({ path: `/anuncios?busca=${listingId}` });
    const link = page.locator('tbody tr[aria-rowindex="2"] a[data-page]').first();
    const title = await link.textContent(PATIENCE);
    await link.click();
    await expect.poll(() => page.url(), PATIENCE).toContain(`/anuncios/${listingId}`);
    await expect.poll(() => page.title(), PATIENCE).toBe(`${title} · Pulso`);
    expect(await page.getByRole('link', { name: 'Anúncios', exact: true }).getAttribute('aria-current')).toBe('true');
    await expect.poll(() => strips(page).count(), PATIENCE).toBe(6);
    const names = ['Receita', 'Unidades', 'Visitas', 'Conversão', 'Preço', 'Estoque'];
    for (const name of names)
      expect(
        await strips(page)
          .and(page.getByLabel(new RegExp(`^${name} por dia`)))
          .count(),
      ).toBe(1);
    await panel(page, 'O que mudou')
      .getByText(/Preço de R\$\s120,50 para R\$\s99,90\./)
      .waitFor(PATIENCE);
    const orders = panel(page, 'Pedidos contados').locator('tbody tr');
    await orders.first().waitFor(PATIENCE);
    const [counted] = await query<{ orders: number }>(
      dashboard.db,
      `select sum(orders)::int as orders from listing_metrics_daily where tenant_id = $1 and listing_id = $2
       and date > ${TODAY} - 7`,
      { bind: [dashboard.tenantId, listingId] },
    );
    expect(await orders.count()).toBe(counted?.orders);
    expect(complaints).toEqual([]);
  });

  it('is a table as well, by the keyboard alone, in which what was not seen is a dash', async () => {
    const { page } = await open();
    await strips(page).first().waitFor(PATIENCE);
    await page.getByRole('radio', { name: 'Gráfico' }).focus();
    await page.keyboard.press('ArrowRight');
    const row = panel(page, 'Dia a dia').getByRole('row').nth(2);
    await row.waitFor(PATIENCE);
    expect((await row.textContent()) ?? '').toContain('—');
    await panel(page, 'Números do período').getByRole('link', { name: /R\$/ }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`anuncio=${listingId}`);
  });

  it('says in its place what is waited for, what failed, and that a listing or its days are not known', async () => {
    const { page } = await dashboard.openPage({ path: `/anuncios?busca=${listingId}` });
    const link = page.locator('tbody tr[aria-rowindex="2"] a[data-page]').first();
    await link.waitFor(PATIENCE);
    let answer: 'hold' | 'fail' | 'pass' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/trpc\/[^?]*listings\.history/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.continue();
    });
    await link.click();
    await expect
      .poll(() => page.locator('[aria-busy="true"]').getByText('Carregando…').count(), PATIENCE)
      .toBeGreaterThan(2);
    answer = 'fail';
    for (const release of held) release();
    await panel(page, 'Dia a dia').getByText('Não deu para mostrar esta parte').waitFor(PATIENCE);
    answer = 'pass';
    await panel(page, 'Dia a dia').getByRole('button', { name: 'Tentar de novo' }).click();
    await strips(page).first().waitFor(PATIENCE);
    await page.goto(`${dashboard.address}/anuncios/MLB404`);
    await page.getByText('Não encontramos esta empresa, esta conta ou este anúncio.').first().waitFor(PATIENCE);
    await page.goto(`${dashboard.address}/anuncios/${listingId}?de=2020-01-01&ate=2020-01-02`);
    await page.getByText('Nada se sabe deste anúncio nos dias escolhidos.').waitFor(PATIENCE);
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window with its picture, and axe finds nothing on Anúncio', async (_, width, height) => {
    const { page, complaints } = await open({ width, height });
    await strips(page).last().waitFor(PATIENCE);
    await panel(page, 'Pedidos contados').locator('tbody tr').first().waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
