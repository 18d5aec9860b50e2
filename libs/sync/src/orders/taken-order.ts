/** An order that was taken in, with its sale, purchase and parcel before and after. */
export interface TakenOrder {
  order_id: string;
  is_new: boolean;
  closed_before: Date | null;
  closed_now: Date | null;
  pack_id: string | null;
  shipment_id: string | null;
  pack_before: string | null;
  shipment_before: string | null;
  /** How it was told before; a new one was neither. */
  was_cancelled: boolean;
  was_counted: boolean;
  /** A part of it was not told, now or before (HTTP 206). */
  is_half_known: boolean;
}
