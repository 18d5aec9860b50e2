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
export { listNoticedTenants } from './notices/list-waiting-notices.ts';
export { type NoticesOutcome, readNotices } from './notices/read-notices.ts';
export { storeNotice } from './notices/store-notice.ts';
export { type OrdersOutcome, syncOrders } from './orders/sync-orders.ts';
export { refusalOf } from './refusal-of.ts';
export type { MissingPart, StatusField, SyncContext, SyncPhase } from './sync-context.ts';
export { syncVisits, type VisitsChoice, type VisitsOutcome } from './visits/sync-visits.ts';
