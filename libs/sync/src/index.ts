export {
  type CoverageFilter,
  type CoverageSource,
  type CoverageState,
  coverageSources,
  type DayCoverage,
  listCoverage,
  listListingCoverage,
} from './coverage/list-coverage.ts';
export { listSourceFailures, type SourceFailure } from './coverage/list-source-failures.ts';
export { rememberFailure } from './coverage/remember-failure.ts';
export { errorCodeOf } from './error-code-of.ts';
export { type FreightOutcome, syncFreight } from './freight/sync-freight.ts';
export { syncDetails } from './listings/sync-details.ts';
export { type ListingsOutcome, syncListings } from './listings/sync-listings.ts';
export {
  claimMissedFeed,
  endMissedFeed,
  keepMissedFeed,
  type MissedFeedClaim,
} from './notices/claim-missed-feed.ts';
export { type AnnouncedChanges, countAnnounced } from './notices/count-announced.ts';
export { forgetNotices } from './notices/forget-notices.ts';
export { listMissedNotices, type MissedNotices } from './notices/list-missed-notices.ts';
export { listNoticeShares, type NoticeShare } from './notices/list-notice-shares.ts';
export { listNoticedTenants } from './notices/list-waiting-notices.ts';
export { type NoticeFigures, readNoticeFigures } from './notices/read-notice-figures.ts';
export { type NoticesOutcome, readNotices } from './notices/read-notices.ts';
export { forgetMissedNotices, storeMissedNotices } from './notices/store-missed-notices.ts';
export { storeNotice } from './notices/store-notice.ts';
export { listUnreadStretches } from './orders/list-unread-stretches.ts';
export { type OrdersOutcome, syncOrders } from './orders/sync-orders.ts';
export { type CallSource, callSources, type PlannedCalls } from './plan/estimate-calls.ts';
export { planSync, type SyncPlan } from './plan/plan-sync.ts';
export { sourceOfCall } from './plan/source-of-call.ts';
export { refreshStatistics } from './refresh-statistics.ts';
export { refusalOf } from './refusal-of.ts';
export { type InaccessiblePart, listInaccessibleParts } from './refusals/list-inaccessible-parts.ts';
export { forgetFacts } from './retention/forget-facts.ts';
export type { MissingPart, StatusField, SyncContext, SyncPhase } from './sync-context.ts';
export type { VisitsChoice } from './visits/list-owed-visits.ts';
export { syncVisits, type VisitsOutcome } from './visits/sync-visits.ts';
