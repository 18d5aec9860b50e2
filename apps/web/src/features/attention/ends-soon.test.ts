import { describe, expect, it } from 'vitest';
import { endingFirst, endsSoon, whyNoneEnds } from './ends-soon.ts';

describe('stock about to end', () => {
  it('lasts two weeks at most; one whose pace is not known is not called so', () => {
    const covers = [0, 3.5, 14, 14.1, 90, null];
    expect(covers.filter((cover_days) => endsSoon({ cover_days }))).toEqual([0, 3.5, 14]);
  });

  it('names what can still be restocked before what has ended already', () => {
    const rows = [
      { id: 'out', stock: 0, cover_days: 0 },
      { id: 'today', stock: 3, cover_days: 0.5 },
      { id: 'later', stock: 9, cover_days: 90 },
      { id: 'soon', stock: 5, cover_days: 8 },
    ];
    expect(endingFirst(rows).map(({ id }) => id)).toEqual(['today', 'soon', 'out']);
  });

  it('is not denied where nothing is known: no pace at all is another sentence than none that ends', () => {
    expect(whyNoneEnds([])).toBe('paceUnknown');
    expect(whyNoneEnds([{ cover_days: null }])).toBe('paceUnknown');
    expect(whyNoneEnds([{ cover_days: 20 }, { cover_days: null }])).toBe('noneEnding');
  });
});
