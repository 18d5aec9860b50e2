import { describe, expect, it } from 'vitest';
import { createWorld } from './create-world.ts';
import { visitsAt } from './visits.ts';

const size = { listings: 40, ordersPerDay: 1, historyDays: 300 };
const seller = { id: '1', nickname: 'X', place: 0, reputation: 'good', hasConsent: true, ...size } as const;
const open = () => createWorld({ seed: 'visits', anchorDay: '2026-11-20', seller });

describe('the visits of an account', () => {
  it('are those of its listings at every instant, also once heirs bring the past of an older listing along', () => {
    const world = open();
    const told = new Set<number>();
    // The heirs are made seventy days before the anchor day.
    for (const at of ['2026-09-10T12:00:00Z', '2026-09-11T13:00:00Z', '2026-09-11T16:00:00Z', '2026-11-20T12:00:00Z']) {
      for (const day of ['2026-09-05', '2026-09-09', '2026-07-01']) {
        const instant = Date.parse(at);
        const sum = world.listings.reduce((all, listing) => all + visitsAt(listing, day, instant), 0);
        expect(world.accountVisitsAt(day, instant), `${day} at ${at}`).toBe(sum);
        expect(world.accountVisitsAt(day, instant), `${day} at ${at} again`).toBe(sum);
        if (day === '2026-09-05') told.add(sum);
      }
    }
    expect(told.size).toBeGreaterThan(1);
  });

  it('forget nothing that is done to a listing after they were asked for once', () => {
    const world = open();
    const at = Date.parse('2026-11-20T12:00:00Z');
    const before = world.accountVisitsAt('2026-11-05', at);
    const [best] = world.listings;
    const change = { at: Date.parse('2026-11-01T12:00:00Z'), status: 'closed' } as const;
    world.apply({ kind: 'listing', listingId: best?.id ?? '', change });
    const sum = world.listings.reduce((all, listing) => all + visitsAt(listing, '2026-11-05', at), 0);
    expect(sum).toBeLessThan(before);
    expect(world.accountVisitsAt('2026-11-05', at)).toBe(sum);
  });
});
