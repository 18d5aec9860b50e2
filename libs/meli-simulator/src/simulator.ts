import type { Truth, TruthQuery } from './truth/compute-truth.ts';

/** A running simulator. */
export interface Simulator {
  /** Where the API answers, without a slash at the end. */
  url: string;
  /** Where sellers authorise; the same server. */
  authUrl: string;
  clientId: string;
  clientSecret: string;
  sellers: { sellerId: string; nickname: string }[];
  now(): Date;
  /** Moves the clock by so much; refused when the caller gave a clock of its own. */
  advance(ms: number): Promise<void>;
  /** A fresh pair's refresh token, as if the seller had just authorised; ends the seller's older pair. */
  issueRefreshToken(sellerId: string): Promise<string>;
  /** Adds a paid order, closed at `at` (now when left out), and keeps it. */
  addSale(sale?: {
    listingId?: string | undefined;
    quantity?: number | undefined;
    at?: Date | undefined;
  }): Promise<{ orderId: string }>;
  cancelOrder(orderId: string, options?: { at?: Date }): Promise<void>;
  refundOrder(orderId: string, options: { amount_cents: number; at?: Date }): Promise<void>;
  /** Calls so far by route, as `GET /orders/:id`. */
  counters(): Record<string, number>;
  truth(query: TruthQuery): Truth;
  close(): Promise<void>;
}
