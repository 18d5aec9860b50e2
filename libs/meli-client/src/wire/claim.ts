import { z } from 'zod';
import { Id, Instant, listOf, orNull } from './values.ts';

/** Texts of decimals, as `"1.0"`, and numbers alike (Q52). */
const Quantity = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'not a quantity')
    .transform(Number),
]);

/** Something that one side may or must do, with its latest instant. */
const Action = z.object({ mandatory: orNull(z.boolean()), due_date: orNull(Instant) });
const Player = z.object({ role: orNull(z.string()), available_actions: listOf(Action) });

/** What Pulso takes of a claim (API document 6.5); who the players are stays outside. */
export const Claim = z
  .object({
    id: Id,
    resource: z.string().min(1),
    resource_id: Id,
    status: z.string().min(1),
    type: orNull(z.string()),
    stage: orNull(z.string()),
    parent_id: orNull(Id),
    reason_id: orNull(z.string()),
    fulfilled: orNull(z.boolean()),
    quantity_type: orNull(z.string()),
    claimed_quantity: orNull(Quantity),
    players: listOf(Player),
    resolution: orNull(
      z.object({
        reason: orNull(z.string()),
        date_created: orNull(Instant),
        benefited: listOf(z.string()),
        closed_by: orNull(z.string()),
      }),
    ),
    related_entities: listOf(z.string()),
    date_created: Instant,
    last_updated: orNull(Instant),
  })
  .transform(({ players, ...claim }) => ({
    ...claim,
    /** Null when the claim is about a shipment, a payment or a purchase: their ids are no order ids (Q51). */
    order_id: claim.resource === 'order' ? claim.resource_id : null,
    /** The earliest instant by which the seller must have done something; null when nothing is asked. */
    respond_by: earliest(
      players
        .filter((player) => player.role === 'respondent')
        .flatMap((player) => player.available_actions)
        .flatMap((action) => (action.mandatory && action.due_date ? [action.due_date] : [])),
    ),
  }));
export type Claim = z.output<typeof Claim>;

/** What Pulso takes of the return of a claim; addresses and tracking stay outside. */
export const ClaimReturn = z.object({
  id: Id,
  claim_id: Id,
  status: z.string().min(1),
  status_money: orNull(z.string()),
  subtype: orNull(z.string()),
  refund_at: orNull(z.string()),
  orders: listOf(
    z.object({
      order_id: Id,
      item_id: z.string().min(1),
      variation_id: orNull(Id),
      context_type: orNull(z.string()),
      total_quantity: orNull(Quantity),
      return_quantity: orNull(Quantity),
    }),
  ),
  shipments: listOf(z.object({ shipment_id: orNull(Id), status: orNull(z.string()), type: orNull(z.string()) })),
  date_created: Instant,
  date_closed: orNull(Instant),
  last_updated: orNull(Instant),
});
export type ClaimReturn = z.output<typeof ClaimReturn>;

function earliest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((least, instant) => (least && least <= instant ? least : instant), null);
}
