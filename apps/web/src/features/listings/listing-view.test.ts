import { describe, expect, it } from 'vitest';
import { firstView, pageRange, sortBy } from './listing-view.ts';

describe('the list of listings', () => {
  it('begins with the highest revenue', () => {
    expect(firstView).toEqual({ sort: 'gmv', direction: 'desc', page: 0 });
  });

  it('orders names from A and numbers from the highest, and turns round at the second press', () => {
    const byTitle = sortBy({ ...firstView, page: 3 }, 'title');
    expect(byTitle).toEqual({ sort: 'title', direction: 'asc', page: 0 });
    expect(sortBy(byTitle, 'title').direction).toBe('desc');
    expect(sortBy(byTitle, 'visits')).toEqual({ sort: 'visits', direction: 'desc', page: 0 });
  });

  it.each([
    [0, 68, 20, { from: 1, to: 20, hasPrevious: false, hasNext: true }],
    [3, 68, 8, { from: 61, to: 68, hasPrevious: true, hasNext: false }],
    [0, 20, 20, { from: 1, to: 20, hasPrevious: false, hasNext: false }],
  ])('on page %i of %i entries shows %i of them', (page, total, shown, range) => {
    expect(pageRange({ page }, { shownPage: page, total, shown })).toEqual(range);
  });

  it('names the entries that are still on the screen while the next page is fetched, and goes on from the one asked for', () => {
    expect(pageRange({ page: 3 }, { shownPage: 2, total: 68, shown: 20 })).toEqual({
      from: 41,
      to: 60,
      hasPrevious: true,
      hasNext: false,
    });
  });
});
