import { describe, expect, it } from 'vitest';
import { sumAnnounced } from './sum-announced.ts';

describe('the share of changes that notices announced', () => {
  it('is that of all accounts together, not the mean of theirs', () => {
    const notices = [
      { changes: 90, announced: 90 },
      { changes: 10, announced: 0 },
    ];
    expect(sumAnnounced(notices)).toEqual({ changes: 100, announced: 90, share: 0.9 });
  });

  it('is none, neither 0 nor 100 %, where nothing was counted', () => {
    expect(sumAnnounced([])).toBeNull();
    expect(sumAnnounced([{ changes: 0, announced: 0 }])).toBeNull();
  });
});
