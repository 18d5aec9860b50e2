import type { Truth, TruthQuery } from './truth/compute-truth.ts';
import type { CancellationWish, RefundWish, SaleWish } from './world/plan-mutation.ts';

/** A running simulator. */
export interface Simulator {
  /** Where the API answers, without a slash at the end. */
  url: string;
  /** Where sellers authorise; the same server. Any redirect address is taken. */
  authUrl: string;
  clientId: string;
  clientSecret: string;
  sellers: { sellerId: string; nickname: string }[];
  now(): Date;
  /** Sets the clock, which then runs on; kept. @throws ImpossibleChangeError when it runs on a clock of its caller */
  setNow(instant: Date): Promise<void>;
  /** Moves the clock on by so many milliseconds; otherwise as `setNow`. */
  advance_ms(ms: number): Promise<void>;
  /**
   * A fresh pair's refresh token, as if the seller had just authorised; the seller's older refresh token ends.
   * @throws RangeError for a seller that this world does not have
   */
  issueRefreshToken(sellerId: string): Promise<string>;
  /** The refresh token that the seller's application holds, without changing it; null when the seller has to authorise. */
  liveRefreshToken(sellerId: string): string | null;
  /**
   * Adds a paid and shipped order, to be seen at once, and keeps it.
   * @throws ImpossibleChangeError when the listing is not there or an amount is none
   */
  addSale(sale?: SaleWish): Promise<{ orderId: string }>;
  /** Cancels a paid order, now or at an instant, and keeps it. @throws ImpossibleChangeError when it is not a paid order */
  cancelOrder(orderId: string, options?: CancellationWish): Promise<void>;
  /** Gives a part of a paid order back, and keeps it. @throws ImpossibleChangeError when less than that is left of it */
  refundOrder(orderId: string, options: RefundWish): Promise<void>;
  /** Calls so far by the template of their route, as `GET /orders/:id`; those to `/__control` are not counted. */
  counters(): Record<string, number>;
  /** What the two metric tables must hold after these readings; see `computeTruth`. */
  truth(query: TruthQuery): Truth;
  /** Ends the server once everything is written. */
  close(): Promise<void>;
}
