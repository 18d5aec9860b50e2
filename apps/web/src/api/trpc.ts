import type { AppRouter } from '@pulso/api/router';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClientErrorLike,
} from '@trpc/client';
import {
  createTRPCContext,
  type inferInput,
  type inferOutput,
  type TRPCOptionsProxy,
} from '@trpc/tanstack-react-query';

// The one place that names the API's router, and only its type: nothing of the API is bundled.
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The server takes at most 20 procedures in one request. */
const BATCH_MAX = 10;

export function createApiClient() {
  const byKind = splitLink<AppRouter>({
    condition: ({ type }) => type === 'subscription',
    true: httpSubscriptionLink({ url: '/trpc' }),
    false: httpBatchLink({ url: '/trpc', maxItems: BATCH_MAX }),
  });
  return createTRPCClient<AppRouter>({ links: [byKind] });
}

type Api = TRPCOptionsProxy<AppRouter>;

export type ApiFailure = TRPCClientErrorLike<AppRouter>;
export type Freshness = inferOutput<Api['freshness']['get']>;
export type SourceAge = Freshness['sources'][number];
export type NoticeShare = Freshness['notices'][number];
export type Totals = inferOutput<Api['overview']['totals']>['totals'];
export type Covered = Totals['visits'];
export type Comparison = inferOutput<Api['overview']['comparison']>;
export type DayWindow = inferOutput<Api['overview']['series']>['window'];
export type SeriesDay = inferOutput<Api['overview']['series']>['days'][number];
export type ListingRank = inferOutput<Api['overview']['listings']>['rows'][number];
export type StockCover = inferOutput<Api['overview']['stock']>[number];
export type ListingSort = inferInput<Api['overview']['listings']>['sort'];
export type SortDirection = inferInput<Api['overview']['listings']>['direction'];
export type CatalogueQuery = inferInput<Api['listings']['export']>;
export type CatalogueRow = inferOutput<Api['listings']['list']>['rows'][number];
export type CatalogueFile = inferOutput<Api['listings']['export']>;
export type Session = inferOutput<Api['session']['get']>;
export type OwnPasskey = inferOutput<Api['session']['passkeys']>[number];
export type Member = inferOutput<Api['members']['list']>['members'][number];
export type AuditEntry = inferOutput<Api['members']['audit']>[number];
export type ListedRun = inferOutput<Api['jobs']['list']>['runs'][number];
export type RunsQuery = Omit<inferInput<Api['jobs']['list']>, 'cursor'>;
export type SlotDay = inferOutput<Api['jobs']['calendar']>['days'][number];
export type ScheduledJob = inferInput<Api['jobs']['calendar']>['jobType'];
export type ScheduleView = inferOutput<Api['schedule']['list']>['schedules'][number];
export type EvidenceQuery = Omit<inferInput<Api['evidence']['list']>, 'limit' | 'cursor'>;
export type EvidencePage = inferOutput<Api['evidence']['list']>;
export type EvidenceOrder = EvidencePage['orders'][number];
export type Correction = inferOutput<Api['evidence']['corrections']>[number];
export type ListingHistory = inferOutput<Api['listings']['history']>;
export type AccountDetails = inferOutput<Api['connections']['details']>[number];
export type Reconciliation = inferOutput<Api['reconciliation']['compare']>;
export type ReconciliationQuery = inferInput<Api['reconciliation']['compare']>;
export type SplitDifference = NonNullable<Reconciliation['orders']>;
export type AlertWay = inferOutput<Api['alerts']['list']>[number];
export type AlertTrial = inferOutput<Api['alerts']['tryOut']>[number];
export type JobRun = inferOutput<Api['jobs']['get']>;

/** What every part of the page shows: the last `days` days up to `to` (left out = today), of one connection or (null) of all. */
export type WindowFilter = inferInput<Api['overview']['totals']>;
