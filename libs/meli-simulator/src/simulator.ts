import type { FaultRuleWish } from './faults/fault-rule.ts';
import type { ThrottleRuleWish } from './faults/throttle-rule.ts';
import type { NoticeReport, NoticeWish } from './notices/create-notifier.ts';
import type { NoticeRules } from './notices/notice-rules.ts';
import type { KeyRules } from './oauth/key-rules.ts';
import type { Truth, TruthQuery } from './truth/compute-truth.ts';
import type { CancellationWish, ListingWish, RefundWish, SaleWish } from './world/plan-mutation.ts';

/** A running simulator. */
export interface Simulator {
  /** Where the API answers, without a slash at the end. */
  url: string;
  /** Where sellers authorise; the same server. Any redirect address without a query is taken, unless a rule says which. */
  authUrl: string;
  clientId: string;
  clientSecret: string;
  /** Wherever a seller may be left out, the first is meant. */
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
  issueRefreshToken(sellerId?: string): Promise<string>;
  /** The refresh token that the seller's application holds, without changing it; null when the seller has to authorise. */
  liveRefreshToken(sellerId?: string): string | null;
  /** The dead refresh token that the application still holds of a seller who took the consent back; null without one. */
  lostRefreshToken(sellerId?: string): string | null;
  /** True once a seller took the consent back, until they authorise anew. */
  isRevoked(sellerId?: string): boolean;
  /**
   * The seller takes the consent back: access tokens are refused from now on, the refresh token brings `invalid_grant`; kept.
   * @throws RangeError for a seller that is not there
   */
  revokeConsent(sellerId?: string): Promise<void>;
  /**
   * The seller changes the password, which ends the access tokens; the refresh token lives on (the document names the former
   * only, API document 1.2). Where both are to end, use `revokeConsent`. @throws RangeError as above
   */
  changePassword(sellerId?: string): Promise<void>;
  /** Changes how keys are given out from now on; not kept. @throws RangeError for a rule that cannot be */
  setKeyRules(change: Partial<KeyRules>): Promise<void>;
  /**
   * Adds a paid and shipped order, to be seen at once, and keeps it.
   * @throws ImpossibleChangeError when the listing is not there or an amount is none; RangeError for an unknown seller
   */
  addSale(sale?: SaleWish): Promise<{ orderId: string }>;
  /** Cancels a paid order, now or at an instant, and keeps it. @throws ImpossibleChangeError when it is not a paid order */
  cancelOrder(orderId: string, options?: CancellationWish): Promise<void>;
  /** Gives a part of a paid order back, and keeps it. @throws ImpossibleChangeError when less than that is left of it */
  refundOrder(orderId: string, options: RefundWish): Promise<void>;
  /**
   * Changes a listing's price, stock, status or clip from now on, and keeps it. What was set so stays until it is set so again: what
   * the seed had in mind for that field is then left out. Orders that can be seen already stay as they are.
   * @throws ImpossibleChangeError when there is no such listing, nothing is to change, an amount is none, or it is closed
   */
  changeListing(listingId: string, change: ListingWish): Promise<void>;
  /**
   * Posts the notices that became due since the last time, repeats included, in the order of simulated time; resolves once they are
   * posted. `setNow` and `advance_ms` do so themselves, the system's clock too; with a clock of your own it is yours to call.
   */
  deliverDue(): Promise<void>;
  /**
   * Sends a notice by hand, whatever its topic, and delivers what is due. Nothing in the world changes.
   * @throws ImpossibleChangeError without a callback or while the topic is off; RangeError for an unknown seller
   */
  sendNotice(wish: NoticeWish): Promise<void>;
  /** Changes where notices go and what happens to them; not kept. @throws RangeError for a rule that cannot be */
  setNoticeRules(change: Partial<NoticeRules>): Promise<void>;
  /** Switches topics on again that a failing callback lost, every one when left out; what happened meanwhile is never told. */
  subscribe(topics?: readonly string[]): Promise<void>;
  /** Notices so far by topic, those that wait and those that are missed. */
  notices(): NoticeReport;
  /** Calls so far by the template of their route, as `GET /orders/:id`; those to `/__control` are not counted. */
  counters(): Record<string, number>;
  /**
   * From now on these rules say what goes wrong, in the place of all earlier ones; none = nothing does. The same rules meet the same
   * calls with the same faults. They end with the process. @throws RangeError that names everything that is wrong with them
   */
  setFaults(rules: readonly FaultRuleWish[]): void;
  /**
   * From now on calls beyond these rates are refused with 429, endpoint by endpoint and on the simulator's clock, in the place of all
   * earlier rates; none = no call is. @throws RangeError that names everything that is wrong with them
   */
  setThrottle(rules: readonly ThrottleRuleWish[]): void;
  /** Faults given so far by kind and template of the route, as `too-many-requests GET /orders/search`. */
  faultsGiven(): Record<string, number>;
  /** What the two metric tables must hold after these readings; see `computeTruth`. */
  truth(query: TruthQuery): Truth;
  /** Ends the server once everything is written. */
  close(): Promise<void>;
}
