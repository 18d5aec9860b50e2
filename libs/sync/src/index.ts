export { type FreightOutcome, syncFreight } from './freight/sync-freight.ts';
export { type ListingsOutcome, syncListings } from './listings/sync-listings.ts';
export { type OrdersOutcome, syncOrders } from './orders/sync-orders.ts';
export type { MissingPart, SyncContext, SyncPhase } from './sync-context.ts';
export { syncVisits, type VisitsOutcome } from './visits/sync-visits.ts';
