/**
 * What is told of a seller's reputation (API document 2): a good one; none yet, with `level_id` null; or an answer that lacks it, a 206.
 */
export type Reputation = 'good' | 'none yet' | 'missing';

export interface SellerShape {
  /** Digits only; may be wider than 32 bits. */
  id: string;
  nickname: string;
  /** Which share of all listing, order and shipment numbers is the seller's own (`numbers.ts`). */
  place: number;
  listings: number;
  /** Everyday sales on an average day; special cases come on top. */
  ordersPerDay: number;
  /** Nothing was sold earlier than so many days before the anchor day. */
  historyDays: number;
  reputation: Reputation;
  /** False: it let the application in once and took that back before the world began. */
  hasConsent: boolean;
}

export type WorldSize = Pick<SellerShape, 'listings' | 'ordersPerDay' | 'historyDays'>;
