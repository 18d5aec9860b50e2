import { addDays, businessDayOf } from '@pulso/domain';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../apps/web/src/format/create-formatter.ts';
import { openDashboard } from './open-dashboard.ts';
import { cents, PATIENCE, readTruth, sum, within, ZONE } from './read-truth.ts';

/** Listings at a time. */
const PAGE = 20;
const format = createFormatter('pt-BR');

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

/** Twenty settled days, all of them read; figures of newer days still move. */
function settledDays() {
  const today = businessDayOf(new Date(), ZONE);
  return { from: addDays(today, -24), to: addDays(today, -5) };
}

async function tellTruth() {
  const { accountRows, listingRows } = await readTruth(dashboard);
  const settled = settledDays();
  return {
    days: within(accountRows, settled),
    listingDays: within(listingRows, settled),
    everyListingDay: listingRows,
  };
}

const openSettled = (more = '') => {
  const { from, to } = settledDays();
  return dashboard.openPage({ path: `/?de=${from}&ate=${to}${more}` });
};

/** What is not known is a dash for the eye, and words for the ear. */
const UNKNOWN = `${format.count(null)}não se sabe`;

/** The rows of a table as it writes them; a cell's second line is a part of it. */
const rowsOf = (page: Page, name: string) =>
  page
    .getByRole('region', { name, exact: true })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

describe('every number of Visão geral, as the marketplace itself has it', () => {
  it('what stands under each tile', async () => {
    const { days } = await tellTruth();
    const [orders, units] = [sum(days, (row) => row.orders), sum(days, (row) => row.units)];
    const [cancelledOrders, cancelledUnits] = [
      sum(days, (row) => row.cancelled_orders),
      sum(days, (row) => row.cancelled_units),
    ];
    const cancelled = format.money(sum(days, (row) => cents(row.cancelled_amount)));
    expect(cancelledOrders).toBeGreaterThan(1);
    const notes = {
      Receita: `vendas brutas, ${cancelled} cancelados`,
      Pedidos: `em ${format.count(sum(days, (row) => row.purchases))} compras`,
      Unidades: `${format.mean(units / orders)} por pedido, canceladas: ${format.count(cancelledUnits)}`,
      Visitas: 'de toda a conta',
      Conversão: 'pedidos por visita',
      'Ticket médio': 'receita por pedido',
      'Receita líquida': 'depois de tarifas, fretes, cancelamentos e devoluções',
      Cancelamentos: `${format.count(cancelledOrders)} pedidos, ${format.percent(cancelledOrders / orders)} do total`,
    };
    const { page, complaints } = await openSettled();
    for (const [name, note] of Object.entries(notes)) {
      const shown = () => page.getByRole('group', { name, exact: true }).getByRole('paragraph').nth(1).textContent();
      await expect.poll(shown, PATIENCE).toBe(note);
    }
    expect(await page.getByText('parcial:').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('each day of Dia a dia, as a table and as the words on its drawing', async () => {
    const { from, to } = settledDays();
    const { days } = await tellTruth();
    const { page, complaints } = await openSettled();
    await page.locator('label', { hasText: 'Tabela' }).click();
    const table = days
      .toReversed()
      .map((row) => [
        format.weekday(row.date),
        format.money(cents(row.gmv)),
        format.count(row.orders),
        row.visits === null ? UNKNOWN : format.count(row.visits),
        'definitivo',
      ]);
    expect(table).toHaveLength(20);
    await expect.poll(() => rowsOf(page, 'Tabela dia a dia'), PATIENCE).toEqual(table);

    await page.locator('label', { hasText: 'Gráfico' }).click();
    const strips = [
      ['Receita', format.money, (row) => cents(row.gmv)],
      ['Pedidos', format.count, (row) => row.orders],
      ['Visitas', format.count, (row) => row.visits ?? 0],
    ] satisfies [string, (value: number) => string, (row: (typeof days)[number]) => number][];
    for (const [name, write, of] of strips) {
      const most = Math.max(...days.map(of));
      const best = days.findLast((row) => of(row) === most);
      const told = `${name} por dia, de ${format.dayRange({ from, to })}. Melhor dia: ${format.day(best?.date ?? '')}, ${write(most)}.`;
      await page.getByRole('img', { name: told, exact: true }).waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it('each listing of Anúncios, on every page of them', async () => {
    const { listingDays } = await tellTruth();
    const truth = [...Map.groupBy(listingDays, (row) => row.listing_id)].map(([listingId, rows]) => {
      const known = rows.filter((row) => row.visits !== null);
      const visits = known.length === 0 ? null : sum(known, (row) => row.visits);
      const revenue_cents = sum(rows, (row) => cents(row.gmv));
      const partly = known.length < rows.length ? `parcial: ${known.length} de ${rows.length} dias` : '';
      const cells = [
        visits === null ? UNKNOWN : `${format.count(visits)}${partly}`,
        format.count(sum(rows, (row) => row.orders)),
        format.count(sum(rows, (row) => row.units)),
        format.money(revenue_cents),
        visits ? format.percent(sum(known, (row) => row.orders) / visits) : UNKNOWN,
      ];
      return { listingId, revenue_cents, cells };
    });
    const ranked = truth.toSorted(
      (one, other) => other.revenue_cents - one.revenue_cents || (one.listingId < other.listingId ? -1 : 1),
    );
    const { page, complaints } = await openSettled();
    const panel = page.getByRole('region', { name: 'Anúncios', exact: true });
    const numbers = async () => (await rowsOf(page, 'Tabela de anúncios')).map((cells) => cells.slice(1, 6));
    for (let from = 0; from < ranked.length; from += PAGE) {
      if (from > 0) await panel.getByRole('button', { name: 'Próximos' }).click();
      const those = ranked.slice(from, from + PAGE);
      await panel.getByText(`Mostrando ${from + 1}–${from + those.length} de ${ranked.length}`).waitFor();
      await expect.poll(numbers, PATIENCE).toEqual(those.map(({ cells }) => cells));
    }
    expect(ranked.length).toBeGreaterThan(PAGE);
    expect(complaints).toEqual([]);
  });

  it('price, stock and clip of each listing, as they were last seen', async () => {
    const { everyListingDay } = await tellTruth();
    const seen = new Map(
      [...Map.groupBy(everyListingDay, (row) => row.listing_id)].map(([listingId, rows]) => {
        const last = <Value>(of: (row: (typeof rows)[number]) => Value | null) =>
          rows.map(of).findLast((value) => value !== null) ?? null;
        const [price, stock, clip] = [last((row) => row.price), last((row) => row.stock), last((row) => row.has_clips)];
        return [
          listingId,
          [
            price === null ? UNKNOWN : format.money(cents(price)),
            stock === null ? UNKNOWN : format.count(stock),
            clip === null ? 'não sei' : clip ? 'sim' : 'não',
          ],
        ];
      }),
    );
    const { page, complaints } = await dashboard.openPage({ path: '/?dias=30' });
    const panel = page.getByRole('region', { name: 'Anúncios', exact: true });
    const rows = page.getByRole('region', { name: 'Tabela de anúncios', exact: true }).locator('tbody tr');
    const shown: { listingId: string; cells: (string | null)[] }[] = [];
    const total = Number(/de (\d+)$/.exec((await panel.getByText(/^Mostrando 1–/).textContent()) ?? '')?.[1]);
    while (shown.length < total) {
      if (shown.length > 0) await panel.getByRole('button', { name: 'Próximos' }).click();
      const last = Math.min(shown.length + PAGE, total);
      await panel.getByText(`Mostrando ${shown.length + 1}–${last} de ${total}`).waitFor();
      await expect.poll(() => rows.count(), PATIENCE).toBe(last - shown.length);
      shown.push(
        ...(await rows.evaluateAll((lines) =>
          lines.map((line) => ({
            listingId: /MLB\d+/.exec(line.querySelector('a')?.getAttribute('href') ?? '')?.[0] ?? '',
            cells: [...line.children].slice(6).map((cell) => cell.textContent),
          })),
        )),
      );
    }
    expect(total).toBeGreaterThan(PAGE);
    expect(new Set(shown.map(({ listingId }) => listingId)).size).toBe(total);
    expect(shown.map(({ cells }) => cells)).toEqual(shown.map(({ listingId }) => seen.get(listingId)));
    expect(new Set(shown.map(({ cells }) => cells[2])).size).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });
});
