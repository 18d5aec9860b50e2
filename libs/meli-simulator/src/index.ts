export type { FaultRuleWish } from './faults/fault-rule.ts';
export type { ThrottleRuleWish } from './faults/throttle-rule.ts';
export type { BulkProjection, OldVisits } from './http/mirror.ts';
export type { NoticeReport, NoticeWish } from './notices/create-notifier.ts';
export type { NoticeRules } from './notices/notice-rules.ts';
export type { KeyRules, TokenRefusal } from './oauth/key-rules.ts';
export { SCENARIOS, type ScenarioName } from './scenarios/scenarios.ts';
export type { Simulator } from './simulator.ts';
export { type SimulatorOptions, startSimulator } from './start-simulator.ts';
export type { AccountTruth } from './truth/account-rows.ts';
export type { Truth, TruthQuery } from './truth/compute-truth.ts';
export type { ListingTruth } from './truth/listing-rows.ts';
export type { SellerName, SellerWish } from './world/choose-sellers.ts';
export {
  type CancellationWish,
  ImpossibleChangeError,
  type ListingWish,
  type RefundWish,
  type SaleWish,
} from './world/plan-mutation.ts';
