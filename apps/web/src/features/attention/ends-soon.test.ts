import { describe, expect, it } from 'vitest';
import { endsSoon, whyNoneEnds } from './ends-soon.ts';

describe('stock about to end', () => {
  it('lasts two weeks at most; one whose pace is not known is not called so', () => {
    const covers = [0, 3.5, 14, 14.1, 90, null];
    expect(covers.filter((cover_days) => endsSoon({ cover_days }))).toEqual([0, 3.5, 14]);
  });

  it('is not denied where nothing is known: no pace at all is another sentence than none that ends', () => {
    expect(whyNoneEnds([])).toBe('paceUnknown');
    expect(whyNoneEnds([{ cover_days: null }])).toBe('paceUnknown');
    expect(whyNoneEnds([{ cover_days: 20 }, { cover_days: null }])).toBe('noneEnding');
  });
});
