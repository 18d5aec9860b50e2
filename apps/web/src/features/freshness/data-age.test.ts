import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { DataAge } from './data-age.tsx';

const [first, second] = ['7f1de2cf-45aa-4c6c-8a1a-0123456789ab', '7f1de2cf-45aa-4c6c-8a1a-0123456789ac'];
const source = (told: object) => ({
  source: 'orders',
  status: 'fresh',
  coveredThrough: '2026-11-20T11:00:00Z',
  nickname: null,
  ...told,
});
const say = (sources: object[], connectionId: string | null) =>
  wordsOf(
    drawPart(createElement(DataAge, { connectionId }), [
      {
        procedure: 'freshness.get',
        answer: { sources, notices: [], noticeDays: 7, now: '2026-11-20T12:00:00Z', timeZone: 'America/Sao_Paulo' },
      },
      {
        procedure: 'connections.list',
        answer: [
          { connectionId: first, sellerId: '111', nickname: null, status: 'active' },
          { connectionId: second, sellerId: '222', nickname: 'LOJA', status: 'active' },
        ],
      },
    ]).html,
  );

describe('the age of the data', () => {
  it('names a late account that has no name yet by its number', () => {
    const sources = [
      source({ connectionId: first, status: 'late', coveredThrough: '2026-11-20T08:00:00Z' }),
      source({ connectionId: second, nickname: 'LOJA' }),
    ];
    expect(say(sources, null)).toContain('com atraso na conta 111');
  });

  it('of an account that is connected no more is not that of a company without accounts', () => {
    const sources = [source({ connectionId: second })];
    expect(say(sources, first)).toBe('Esta conta não está mais conectada, e por isso não é mais lida.');
    expect(say([], null)).toBe('Nenhuma conta do Mercado Livre está conectada.');
  });
});
