import { createElement } from 'react';
import { expect, it } from 'vitest';
import type { ListingHistory } from '../../api/trpc.ts';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { ListingFigure } from './listing-figure.tsx';

const day = (visits: number | null) => ({ orders: 1, visits }) as ListingHistory['days'][number];
const say = (days: ListingHistory['days']) =>
  wordsOf(drawPart(createElement(ListingFigure, { days, number: 'visits', children: (written) => written })).html);

it('a number of a listing says of how many days it is, and is a dash with words where nothing is known', () => {
  expect(say([day(4), day(6)])).toBe('10');
  expect(say([day(4), day(null)])).toBe('4 parcial: 1 de 2 dias');
  expect(say([day(null)])).toBe('— não se sabe');
});
