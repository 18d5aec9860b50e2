import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

interface Published {
  orders: number;
  cancelled_orders: number;
  gmv: number;
  cancelled: number;
}

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let published: Published;
beforeAll(async () => {
  dashboard = await openDashboard();
  const [row] = await query<Published>(
    dashboard.db,
    `select sum(orders)::int as orders, sum(cancelled_orders)::int as cancelled_orders,
       (sum(gmv) * 100)::float8 as gmv, (sum(cancelled_amount) * 100)::float8 as cancelled
     from account_metrics_daily a join tenants t using (tenant_id)
     where tenant_id = $1 and date > (now() at time zone t.time_zone)::date - 30`,
    { bind: [dashboard.tenantId] },
  );
  if (!row || row.cancelled_orders === 0) throw new Error('cancelled orders were expected');
  published = row;
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: '/conferencia?dias=30', ...options });
const difference = (page: Page) => page.getByRole('region', { name: 'A diferença' });
const row = (page: Page, number: 'Pedidos' | 'Receita', name: RegExp) =>
  difference(page)
    .getByRole('table')
    .filter({ has: page.getByRole('columnheader', { name: number }) })
    .getByRole('row', { name });
const counted = (count: number) => new Intl.NumberFormat('pt-BR').format(count);
const typed = (cents: number) => new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2 }).format(cents / 100);
/** Amounts are parted by spaces that do not break; a reader sees a space. */
const textOf = async (page: Page, number: 'Pedidos' | 'Receita', name: RegExp) =>
  (await row(page, number, name).locator('td').innerText()).replaceAll(/\s/g, ' ');

describe('Conferência in Chromium', () => {
  it('splits the difference to what the panel shows by cause, and the parts and the rest add up, by the keyboard alone', async () => {
    const { page, complaints } = await open({ path: '/?dias=30' });
    await page.getByRole('link', { name: 'Conferir com o painel do Mercado Livre' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Digite acima um total do painel').waitFor(PATIENCE);
    await page.getByLabel('Pedidos', { exact: true }).focus();
    await page.keyboard.type(String(published.orders - published.cancelled_orders));
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed(published.gmv - published.cancelled - 101));
    await page.keyboard.press('Enter');
    await row(page, 'Pedidos', /^Pedidos cancelados/).waitFor(PATIENCE);
    expect(await textOf(page, 'Pedidos', /^Pedidos cancelados/)).toBe(counted(-published.cancelled_orders));
    expect(await textOf(page, 'Pedidos', /^Sem explicação/)).toBe('0');
    expect(await textOf(page, 'Pedidos', /^No Pulso/)).toBe(counted(published.orders));
    expect(await textOf(page, 'Receita', /^Pedidos cancelados/)).toBe(`-R$ ${typed(published.cancelled)}`);
    expect(await textOf(page, 'Receita', /^Sem explicação/)).toBe('-R$ 1,01');
    await row(page, 'Receita', /Devoluções/)
      .getByText(/seria|não há nenhum/)
      .waitFor();
    // The address keeps what was typed.
    await page.reload();
    await row(page, 'Pedidos', /^Pedidos cancelados/).waitFor(PATIENCE);
    expect(await page.getByLabel('Receita (R$)').inputValue()).toBe(typed(published.gmv - published.cancelled - 101));
    expect(complaints).toEqual([]);
  });

  it('says that both are the same, and which days are not read, when it is so', async () => {
    const { page } = await open({ path: `/conferencia?dias=30&pedidos=${published.orders}` });
    await page.getByText('Os dois números são iguais.').waitFor(PATIENCE);
    expect(await difference(page).getByRole('table').count()).toBe(1);
    await page.goto(`${dashboard.address}/conferencia?dias=90&pedidos=${published.orders}`);
    await page.getByText('Só 30 de 90 dias deste período foram lidos').waitFor(PATIENCE);
    expect(await textOf(page, 'Pedidos', /^Dias ainda não lidos/)).toBe('não se sabe');
  });

  it('refuses what it cannot read with a sentence at the field, and compares nothing', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Conferir' }).click();
    await page.getByText('Digite ao menos um dos totais.').waitFor(PATIENCE);
    await page.getByLabel('Receita (R$)').fill('12.34');
    await page.getByLabel('Pedidos', { exact: true }).fill('muitos');
    await page.keyboard.press('Enter');
    await page.getByText('Digite o valor como no Brasil, com os centavos: 12.345,67.').waitFor();
    await page.getByText('Digite um número inteiro.').waitFor();
    expect(await page.getByLabel('Receita (R$)').getAttribute('aria-invalid')).toBe('true');
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(page.url()).not.toContain('receita');
  });

  it('says in its place what is waited for, what failed, and that nothing was read', async () => {
    const { page } = await open();
    let answer: 'hold' | 'fail' | 'none' = 'hold';
    const held: (() => void)[] = [];
    const none = {
      window: { from: '2026-01-01', to: '2026-01-30' },
      days: { known: 0, expected: 30 },
      orders: null,
      revenue_cents: null,
    };
    await page.route(/trpc\/[^?]*reconciliation\.compare/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.fulfill({ json: [{ result: { data: none } }] });
    });
    await page.getByLabel('Pedidos', { exact: true }).fill('10');
    await page.keyboard.press('Enter');
    await difference(page).locator('[aria-busy="true"]').getByText('Carregando…').waitFor(PATIENCE);
    answer = 'fail';
    for (const release of held) release();
    await difference(page).getByText('O servidor do Pulso não respondeu').waitFor(PATIENCE);
    answer = 'none';
    await difference(page).getByRole('button', { name: 'Tentar de novo' }).click();
    await page.getByText('Nenhum dia deste período foi lido ainda').waitFor(PATIENCE);
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window with both differences, and axe finds nothing on Conferência', async (_, width, height) => {
    const path = `/conferencia?dias=30&pedidos=7&receita=123456`;
    const { page, complaints } = await open({ width, height, path });
    await row(page, 'Pedidos', /^Sem explicação/).waitFor(PATIENCE);
    await row(page, 'Receita', /^Sem explicação/).waitFor(PATIENCE);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
