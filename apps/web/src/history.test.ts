import { createElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SeriesDay } from './api/trpc.ts';
import { QueryPanel } from './components/query-panel.tsx';
import { CataloguePanel } from './features/catalogue/catalogue-panel.tsx';
import { DailyPanel } from './features/daily/daily-panel.tsx';
import { DailyTable } from './features/daily/daily-table.tsx';
import { accountStrips, toStripDay } from './features/daily/strips.ts';
import { ListingsPanel } from './features/listings/listings-panel.tsx';
import { MetricTiles } from './features/totals/metric-tiles.tsx';
import { WindowLine } from './features/window/window-line.tsx';
import { createFormatter } from './format/create-formatter.ts';
import { en } from './i18n/catalogues/en.ts';
import { es } from './i18n/catalogues/es.ts';
import { ptBr } from './i18n/catalogues/pt-br.ts';
import { drawPart } from './testing/draw-part.ts';

/** What went wrong on the screen of the system before this one, by its number. */
const filter = { days: 30, connectionId: '7f1de2cf-45aa-4c6c-8a1a-0123456789ab' };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('days and numbers of the screen', () => {
  it.each(['America/Sao_Paulo', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
    'row 20: a day has its own name for a reader in %s',
    (timeZone) => {
      vi.stubEnv('TZ', timeZone);
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(timeZone);
      const format = createFormatter('pt-BR');
      expect(format.day('2026-03-01')).toBe('01/03');
      expect(format.weekday('2026-11-20')).toBe('sex., 20/11');
      expect(format.dayRange({ from: '2026-11-01', to: '2026-11-30' }).replaceAll(/\s/g, ' ')).toBe(
        '1 – 30 de novembro de 2026',
      );
      const day = { date: '2026-03-01', known: true, orders: 1, units: 1, gmv_cents: 1, netRevenue_cents: 1 };
      const days = [{ ...day, visits: 1, provisional: false, isToday: false }] as unknown as SeriesDay[];
      const table = createElement(DailyTable, { strips: accountStrips, days: days.map(toStripDay) });
      expect(drawPart(table).html).toContain('dom., 01/03');
    },
  );

  it('row 35: no sentence of the screen holds a number of its own', () => {
    for (const catalogue of [ptBr, en, es]) {
      for (const sentence of Object.values(catalogue).flatMap((part) => Object.values(part))) {
        expect(sentence.replaceAll(/\{\{\w+\}\}/g, '')).not.toMatch(/\d|%/);
      }
    }
  });

  it('row 38: what is not a number is a dash in every notation', () => {
    const { money, moneyShort, count, countShort, mean, percent, age } = createFormatter('pt-BR');
    for (const write of [money, moneyShort, count, countShort, mean, percent, age]) {
      for (const nothing of [null, Number.NaN, 0 / 0, Number.NEGATIVE_INFINITY]) expect(write(nothing)).toBe('—');
    }
  });
});

describe('parts of the screen', () => {
  const children = (data: { orders: number }) => createElement('b', null, `pedidos: ${data.orders}`);
  const failed = { data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 503, errorCode: 'database_unavailable' } };
  const draws = (query: object) =>
    drawPart(
      createElement(QueryPanel<{ orders: number }>, {
        query: {
          data: undefined,
          error: null,
          isPlaceholderData: false,
          refetch: () => new Promise<never>(() => {}),
          ...query,
        },
        loading: 'carregando',
        children,
      }),
    ).html;

  it('row 36: a failure is a sentence, never a number, and takes no number away that is there', () => {
    expect(draws({ error: failed })).toContain(ptBr.failure.database);
    expect(draws({ error: failed })).not.toMatch(/pedidos: |R\$/);
    expect(draws({})).not.toMatch(/pedidos: |R\$/);
    const kept = draws({ error: failed, data: { orders: 7 } });
    expect(kept).toContain('pedidos: 7');
    expect(kept).toContain(ptBr.page.keptOld);
  });

  it('row 37: ask the server for the period and the account of the page, each of them', () => {
    for (const [Part, path] of [
      [MetricTiles, 'overview.totals'],
      [WindowLine, 'overview.totals'],
      [DailyPanel, 'overview.series'],
      [ListingsPanel, 'overview.listings'],
      [CataloguePanel, 'listings.list'],
    ] as const) {
      const { asked } = drawPart(createElement(Part, { filter }));
      const [, told] = asked.find(([name]) => name.join('.') === path) ?? [];
      expect(told?.input, path).toMatchObject(filter);
    }
  });
});
