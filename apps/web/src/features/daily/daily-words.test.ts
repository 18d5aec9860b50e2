import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { DayWindow } from '../../api/trpc.ts';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { DailyNotes } from './daily-notes.tsx';
import { DailyPanel } from './daily-panel.tsx';
import { DailyTable } from './daily-table.tsx';
import { accountStrips, type StripDay } from './strips.ts';
import { useStripWords } from './use-strip-words.ts';

const window = { from: '2026-11-19', to: '2026-11-20' } as DayWindow;
const day = (date: string, gmv_cents: number | null): StripDay => ({
  date,
  state: gmv_cents === null ? 'unknown' : 'final',
  values: { gmv_cents, orders: 0, visits: null },
});

/** The strip of the revenue in its one sentence. */
function Summary({ days }: { days: readonly StripDay[] }) {
  const [strip] = accountStrips;
  return strip ? useStripWords({ strip, days, window }).summary : null;
}

describe('the words of Dia a dia', () => {
  it('tell days on which nothing was sold from days of which nothing is known', () => {
    const sold = [day('2026-11-19', 0), day('2026-11-20', null)];
    expect(wordsOf(drawPart(createElement(Summary, { days: sold })).html)).toMatch(/Nada nos dias conhecidos\.$/);
    const unread = [day('2026-11-19', null), day('2026-11-20', null)];
    expect(wordsOf(drawPart(createElement(Summary, { days: unread })).html)).toMatch(/Nenhum dia conhecido\.$/);
  });

  it('do not call a day unread on which a listing may not have existed', () => {
    const days = [day('2026-11-19', null), day('2026-11-20', 100)];
    expect(wordsOf(drawPart(createElement(DailyNotes, { days })).html)).toContain('ainda não foi lido');
    const ofListing = wordsOf(drawPart(createElement(DailyNotes, { days, isOfListing: true })).html);
    expect(ofListing).toContain('o anúncio ainda não existia');
    expect(ofListing).not.toContain('não foi lido');
  });

  it('say in the table what a dash means to whoever does not see it', () => {
    const table = createElement(DailyTable, { strips: accountStrips, days: [day('2026-11-19', 100)] });
    expect(wordsOf(drawPart(table).html)).toContain('— não se sabe definitivo');
  });

  it.each([
    [3, 'falta ler uma das contas'],
    [0, 'Ainda não há nenhum dia lido neste período'],
  ])('where no day can be drawn and %i days of accounts are known, say: %s', (known, sentence) => {
    const filter = { days: 7, connectionId: null };
    const { html } = drawPart(createElement(DailyPanel, { filter }), [
      { procedure: 'overview.series', input: filter, answer: { window, days: [{ date: '2026-11-19', known: false }] } },
      { procedure: 'overview.totals', input: filter, answer: { window, totals: { days: { known, expected: 14 } } } },
    ]);
    expect(wordsOf(html)).toContain(sentence);
  });
});
