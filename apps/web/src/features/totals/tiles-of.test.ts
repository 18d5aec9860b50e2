import { beforeAll, describe, expect, it } from 'vitest';
import type { Totals } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { tileNames, tilesOf } from './tiles-of.ts';

const whole = { known: 7, expected: 7 };
const week: Totals = {
  days: whole,
  orders: 40,
  purchases: 38,
  units: 50,
  gmv_cents: 400_000,
  cancelledOrders: 2,
  cancelledUnits: 3,
  cancelledAmount_cents: 20_000,
  refundedAmount_cents: 0,
  saleFee_cents: { value: 40_000, ...whole },
  sellerShipping_cents: { value: 10_000, ...whole },
  netRevenue_cents: { value: 330_000, ...whole },
  visits: { value: 1_000, ...whole },
  conversion: 0.04,
  averageTicket_cents: 10_000,
  cancellationRate: 0.05,
};
const nothingRead: Totals = {
  ...week,
  days: { known: 0, expected: 7 },
  orders: 0,
  purchases: 0,
  units: 0,
  gmv_cents: 0,
  cancelledOrders: 0,
  cancelledUnits: 0,
  cancelledAmount_cents: 0,
  netRevenue_cents: { value: null, known: 0, expected: 7 },
  visits: { value: null, known: 0, expected: 7 },
  conversion: null,
  averageTicket_cents: null,
  cancellationRate: null,
};

let t: Awaited<ReturnType<typeof startI18n>>['t'];
beforeAll(async () => {
  t = (await startI18n('pt-BR')).t;
});
const tiles = (totals: Totals) => {
  const list = tilesOf(totals, { t, format: createFormatter('pt-BR'), days: 7 });
  return Object.fromEntries(
    list.map(({ name, value, note, coverage, isKnown }) => [
      name,
      { value: value.replaceAll(/\s/g, ' '), note: note.replaceAll(/\s/g, ' '), coverage, isKnown },
    ]),
  );
};

describe('the tiles', () => {
  it('show a fully read week as it is, and which part was cancelled', () => {
    const shown = tiles(week);
    expect(Object.keys(shown)).toEqual([...tileNames]);
    expect(shown['revenue']).toEqual({
      value: 'R$ 4.000,00',
      note: 'vendas brutas, R$ 200,00 cancelados',
      coverage: null,
      isKnown: true,
    });
    expect(shown['units']).toMatchObject({ value: '50', note: '1,3 por pedido, canceladas: 3' });
    expect(shown['conversion']).toMatchObject({ value: '4,00%' });
    expect(shown['cancellations']).toMatchObject({ value: 'R$ 200,00', note: '2 pedidos, 5,00% do total' });
  });

  it('show a dash with its reason, never a zero, for a week that was not read', () => {
    for (const tile of Object.values(tiles(nothingRead))) {
      expect(tile).toEqual({
        value: '—',
        note: 'os pedidos deste período ainda não foram lidos',
        coverage: null,
        isKnown: false,
      });
    }
  });

  it('show zeros for a week that was read and had no sale, and no ratio without a denominator', () => {
    const quiet = {
      ...nothingRead,
      days: whole,
      visits: { value: 0, ...whole },
      netRevenue_cents: { value: 0, ...whole },
    };
    const shown = tiles(quiet);
    expect(shown['revenue']).toMatchObject({ value: 'R$ 0,00', note: 'vendas brutas, nenhuma cancelada' });
    expect(shown['orders']).toMatchObject({ value: '0' });
    expect(shown['visits']).toMatchObject({ value: '0' });
    expect(shown['netRevenue']).toMatchObject({ value: 'R$ 0,00' });
    expect(shown['averageTicket']).toMatchObject({ value: '—', note: 'sem pedidos não há conta a fazer' });
    expect(shown['conversion']).toMatchObject({ value: '—', note: 'sem visitas conhecidas não há conta a fazer' });
    expect(shown['cancellations']).toMatchObject({ value: 'R$ 0,00', note: 'nenhum pedido cancelado' });
  });

  it('say how much of a number is known when a part is missing', () => {
    const shown = tiles({ ...week, visits: { value: 800, known: 5, expected: 7 } });
    expect(shown['visits']).toMatchObject({ value: '800', coverage: 'parcial: 5 de 7 dias' });
    expect(shown['conversion']?.coverage).toBe('parcial: 5 de 7 dias');
    expect(shown['revenue']?.coverage).toBeNull();
  });

  it('count the days of several accounts together, and say so', () => {
    const shown = tiles({ ...week, days: { known: 9, expected: 14 } });
    expect(shown['orders']?.coverage).toBe('parcial: 9 de 14 dias somando as contas');
  });

  it('say what is still to be read when no day has its fees or its visits', () => {
    const shown = tiles({
      ...week,
      netRevenue_cents: { value: null, known: 0, expected: 7 },
      visits: { value: null, known: 0, expected: 7 },
      conversion: null,
    });
    expect(shown['netRevenue']).toMatchObject({ value: '—', note: 'falta ler tarifa ou frete de todos os dias' });
    expect(shown['conversion']).toMatchObject({ value: '—', note: 'as visitas deste período ainda não foram lidas' });
  });
});
