import type { Market } from '../world/create-market.ts';
import type { NoticeState } from './create-delivery.ts';
import type { NoticeRules } from './notice-rules.ts';

/** What notices are made from and kept in. */
export interface NotifierGrip {
  market: Market;
  /** Whether the seller lets the application in; nobody else is told of. */
  hasConsent: (sellerId: string) => boolean;
  now: () => number;
  state: NoticeState;
  persist: () => Promise<void>;
  rules: NoticeRules;
  shape: { seed: string; applicationId: string };
}
