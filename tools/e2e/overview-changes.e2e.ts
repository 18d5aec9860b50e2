import { query } from '@pulso/database';
import { addDays, businessDayOf } from '@pulso/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../apps/web/src/format/create-formatter.ts';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { cents, PATIENCE, readTruth, sum, within, ZONE } from './read-truth.ts';

const LINES = 5;
const format = createFormatter('pt-BR');

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

interface Days {
  from: string;
  to: string;
}

/** Ten settled days and the ten before them, all of them read. */
function tenAndTen(): [Days, Days] {
  const today = businessDayOf(new Date(), ZONE);
  const ofDays = (newest: number) => ({ from: addDays(today, -newest - 9), to: addDays(today, -newest) });
  return [ofDays(5), ofDays(15)];
}

/** What of each tile is compared, by the marketplace's own days. */
async function tellSide(days: Days): Promise<Record<string, number>> {
  const rows = within((await readTruth(dashboard)).accountRows, days);
  const [orders, visits, revenue] = [
    sum(rows, (row) => row.orders),
    sum(rows, (row) => row.visits ?? 0),
    sum(rows, (row) => cents(row.gmv)),
  ];
  return {
    Receita: revenue,
    Pedidos: orders,
    Unidades: sum(rows, (row) => row.units),
    Visitas: visits,
    Conversão: orders / visits,
    'Ticket médio': revenue / orders,
    'Receita líquida': sum(rows, (row) => cents(row.net_revenue)),
  };
}

/** In how many days so much stock of each listing ends at the pace of the last 28 closed days, as the marketplace has their sales: the next. */
async function tellLasting(stock: number): Promise<number[]> {
  const today = businessDayOf(new Date(), ZONE);
  const { listingRows } = await readTruth(dashboard);
  const open = new Set(listingRows.filter(({ date }) => date === today).map((row) => row.listing_id));
  const closed = within(listingRows, { from: addDays(today, -28), to: addDays(today, -1) });
  const paces = [...Map.groupBy(closed, (row) => row.listing_id)]
    .filter(([listing]) => open.has(listing))
    .map(([, rows]) => ({ days: rows.length, units: sum(rows, (row) => row.units) }));
  return paces
    .filter(({ units }) => units > 0)
    .map(({ days, units }) => (stock * days) / units)
    .filter((lasting) => lasting <= 14)
    .sort((one, other) => one - other)
    .slice(0, LINES)
    .map(Math.floor);
}

describe('what changed, on Visão geral in Chromium', () => {
  it('each tile says by how much its number changed, as the marketplace itself has both windows, and draws its course', async () => {
    const [now, before] = tenAndTen();
    const [current, previous] = [await tellSide(now), await tellSide(before)];
    const { page, complaints } = await dashboard.openPage({ path: `/?de=${now.from}&ate=${now.to}` });
    const told = async (name: string) => {
      const tile = page.getByRole('group', { name, exact: true });
      await tile.locator('svg path').waitFor();
      return tile.getByText('em relação ao período anterior').locator('..').textContent();
    };
    for (const [name, value] of Object.entries(current)) {
      const change = (value - (previous[name] ?? 0)) / (previous[name] ?? 0);
      const shown = `${format.signed(change, format.percentShort)} em relação ao período anterior`;
      await expect.poll(() => told(name), PATIENCE).toBe(shown);
    }
    await page.getByText(`As variações comparam com ${format.dayRange(before)}.`).waitFor();
    expect(complaints).toEqual([]);
  });

  it('names the listings that lost most, and nothing as a fall while the days before are not read', async () => {
    const [now, before] = tenAndTen();
    const { listingRows } = await readTruth(dashboard);
    const revenueOf = (days: Days) => {
      const byListing = Map.groupBy(within(listingRows, days), (row) => row.listing_id);
      return new Map([...byListing].map(([listing, rows]) => [listing, sum(rows, (row) => cents(row.gmv))]));
    };
    const [current, previous] = [revenueOf(now), revenueOf(before)];
    const losses = [...previous]
      .map(([listing, was]) => ({ was, is: current.get(listing) ?? 0 }))
      .filter(({ was, is }) => is < was)
      .sort((one, other) => one.is - one.was - (other.is - other.was))
      .slice(0, LINES)
      .map(({ was, is }) => [format.money(is - was), `${format.money(is)} agora, ${format.money(was)} antes`]);
    expect(losses).toHaveLength(LINES);

    const { page } = await dashboard.openPage({ path: `/?de=${now.from}&ate=${now.to}` });
    const falling = page.getByRole('region', { name: 'Em queda' });
    const shown = () =>
      falling
        .getByRole('listitem')
        .evaluateAll((lines) => lines.map((line) => [line.children[1]?.textContent, line.children[2]?.textContent]));
    await expect.poll(shown, PATIENCE).toEqual(losses);
    await falling.getByRole('link').first().press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Anúncio', exact: true }).waitFor();

    const { page: unread } = await dashboard.openPage({ path: '/?dias=30' });
    await unread
      .getByRole('region', { name: 'Em queda' })
      .getByText(/Não dá para dizer/)
      .waitFor();
    await unread.getByText(/por isso não há variações/).waitFor();
  });

  it('names stock only once its pace is known, and then what ends first', async () => {
    const { page } = await dashboard.openPage();
    await page
      .getByRole('region', { name: 'Estoque perto do fim' })
      .getByText(/Ainda não dá para dizer/)
      .waitFor();
    await query(
      dashboard.db,
      `update listing_metrics_daily set stock = 10 where tenant_id = $1 and date > current_date - 30`,
      { bind: [dashboard.tenantId] },
    );
    const { page: later, complaints } = await dashboard.openPage({ width: 390, height: 844 });
    const stock = later.getByRole('region', { name: 'Estoque perto do fim' });
    await stock.getByText('10 em estoque').first().waitFor();
    const lasting = await stock
      .getByRole('listitem')
      .evaluateAll((lines) =>
        lines.map((line) => Number.parseInt((line.children[1]?.textContent ?? '').replace('menos de um dia', '0'), 10)),
      );
    expect(lasting).toEqual(await tellLasting(10));
    expect(await overflowOf(later)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(later)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
