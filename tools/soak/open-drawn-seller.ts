import { openSimulatedSeller } from '../../libs/jobs/src/testing/simulated-seller.ts';
import type { Draw } from './draw.ts';

export type Seller = Awaited<ReturnType<typeof openSimulatedSeller>>;

type Given = Omit<Parameters<typeof openSimulatedSeller>[0], 'seed' | 'anchorDay' | 'world'>;

/** A connected seller of a drawn world, which stands around 20 November 2026. */
export function openDrawnSeller(
  draw: Draw,
  {
    listingsMost,
    ordersPerDayMost,
    historyDays,
    ...given
  }: Given & { listingsMost: number; ordersPerDayMost: number; historyDays: number },
): Promise<Seller> {
  return openSimulatedSeller({
    ...given,
    seed: `soak ${draw.whole(1, 1e9)}`,
    anchorDay: '2026-11-20',
    // 22 listings hold one of each kind that the simulator knows.
    world: { listings: draw.whole(22, listingsMost), ordersPerDay: draw.whole(3, ordersPerDayMost), historyDays },
  });
}
