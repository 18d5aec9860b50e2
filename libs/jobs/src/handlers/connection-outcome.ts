import type { AppError, BusinessDay } from '@pulso/domain';
import type {
  AnnouncedChanges,
  CallSource,
  InaccessiblePart,
  ListingsOutcome,
  MissingPart,
  OrdersOutcome,
  VisitsOutcome,
} from '@pulso/sync';
import type { PlannedRun } from './announce-plan.ts';
import { countCalls } from './count-calls.ts';
import type { UnknownStatus } from './unknown-statuses.ts';

/** What one connection's sync brought, as far as it came; `failure` is what ended it early. */
export interface ConnectionOutcome {
  connectionId: string;
  listings: ListingsOutcome | null;
  orders: OrdersOutcome | null;
  visits: VisitsOutcome | null;
  apiCalls: number;
  touchedDays: BusinessDay[];
  missing: MissingPart[];
  /** Parts of listings that are no longer owed; whole listings stand in `listings`. */
  inaccessibleParts: InaccessiblePart[];
  unknownStatuses: UnknownStatus[];
  /** Null when the run ended before it was made. */
  plan: PlannedRun | null;
  /** Calls by what they were for, tries that failed included. */
  calls: Record<CallSource, number>;
  /** Changes that were held against notices by this run; null when it did not come to that. */
  announced: AnnouncedChanges | null;
  duration_ms: number;
  failure: AppError | null;
}

/** The outcome of a connection of which nothing was read. */
export function noOutcome(connectionId: string): ConnectionOutcome {
  return {
    connectionId,
    listings: null,
    orders: null,
    visits: null,
    apiCalls: 0,
    touchedDays: [],
    missing: [],
    inaccessibleParts: [],
    unknownStatuses: [],
    plan: null,
    calls: countCalls().bySource(),
    announced: null,
    duration_ms: 0,
    failure: null,
  };
}
