export { type CallLog, createMeliClient, type MeliClient, type MeliClientOptions } from './create-meli-client.ts';
export * from './errors.ts';
export { buildAuthorizationUrl } from './oauth/build-authorization-url.ts';
export {
  exchangeCode,
  OFFLINE_ACCESS_MISSING,
  refreshTokens,
  type TokenPair,
  type TokenRequest,
} from './oauth/request-tokens.ts';
export {
  findNoticeSubject,
  type MeliNotification,
  type NoticeSubject,
  parseNotification,
} from './parse-notification.ts';
export type { CallOptions, CallReport } from './request.ts';
export type { AdDay, AdsAccount } from './resources/ads.ts';
export type { ClaimWindow } from './resources/claims.ts';
export type { PriceToWin } from './resources/competition.ts';
export type { ItemEntry } from './resources/get-many-items.ts';
export type { ListingPerformance } from './resources/items.ts';
export type { MissedFeedsOptions } from './resources/missed-feeds.ts';
export type { Pack } from './resources/packs.ts';
export type { Question, QuestionSearch, ResponseTimes } from './resources/questions.ts';
export type { OrderDateField, OrderSearch } from './resources/read-order-page.ts';
export type { Reputation } from './resources/reputation.ts';
export type { OrderPage } from './resources/search-orders.ts';
export type { Shipment, ShipmentCosts } from './resources/shipments.ts';
export type { MeliUser } from './resources/users.ts';
export type { VisitDay } from './resources/visits.ts';
export { singleFlight, type TokenProvider } from './token-provider.ts';
export {
  type BudgetRates,
  type BudgetTiming,
  type CallBudget,
  type CallKind,
  createMemoryBudget,
  systemBudgetTiming,
} from './waiting/call-budget.ts';
export { defaultRetryLimits, type RetryLimits } from './waiting/retry-policy.ts';
export type { AdItem, AdMetrics, Advertiser, Campaign } from './wire/ads.ts';
export type { Claim, ClaimReturn } from './wire/claim.ts';
export type { Item, SalePrice } from './wire/item.ts';
export type { Notice } from './wire/notice.ts';
export type { Order } from './wire/order.ts';
