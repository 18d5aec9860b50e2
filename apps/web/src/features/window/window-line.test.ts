import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { WindowLine } from './window-line.tsx';

const filter = { days: 30, connectionId: null };
const session = { today: '2026-12-10', now: '2026-12-10T12:00:00Z', timeZone: 'America/Sao_Paulo', nextTimeZone: null };
const lineOf = (days: { known: number; expected: number }) => {
  const answer = { window: { from: '2026-11-01', to: '2026-11-30' }, totals: { days } };
  const { html } = drawPart(createElement(WindowLine, { filter }), [
    { procedure: 'overview.totals', input: filter, answer },
    { procedure: 'session.get', answer: session },
  ]);
  return wordsOf(html);
};

describe('the line that names the days of a page', () => {
  it('says of how many of them something is known, where that is not all', () => {
    expect(lineOf({ known: 10, expected: 30 })).toContain('parcial: 10 de 30 dias');
    expect(lineOf({ known: 40, expected: 60 })).toContain('parcial: 40 de 60 dias somando as contas');
  });

  it('says no more than the days where all of them are known', () => {
    expect(lineOf({ known: 30, expected: 30 })).not.toContain('parcial');
  });
});
