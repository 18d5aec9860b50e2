import type { StatusField, SyncContext } from './sync-context.ts';

/** Every status that the API document names (4.2, 6.2). */
const KNOWN: Record<StatusField, ReadonlySet<string>> = {
  'order.status': new Set([
    'confirmed',
    'payment_required',
    'payment_in_process',
    'partially_paid',
    'paid',
    'partially_refunded',
    'pending_cancel',
    'cancelled',
    'invalid',
  ]),
  'item.status': new Set([
    'active',
    'paused',
    'closed',
    'under_review',
    'inactive',
    'payment_required',
    'not_yet_active',
    'pending',
    'programmed',
  ]),
};

/** Reports a status that nobody has described: it is kept raw and counted as not cancelled, and somebody should look at it. */
export function noteStatus(context: SyncContext, field: StatusField, status: string | null | undefined): void {
  if (status && !KNOWN[field].has(status)) context.onUnknownStatus(field, status);
}
