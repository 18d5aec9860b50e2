import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Claim, claimsAt } from '../world/claims.ts';
import { buyerId } from './buyer-body.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { Refusal, refuse } from './refusals.ts';
import { orderTime } from './timestamps.ts';

const LIMIT_MAX = 100;
const OFFSET_MAX = 9999;
/** What does not count as a filter. */
const PAGING = new Set(['limit', 'offset', 'sort', 'range', 'players.role']);

const Search = z.object({
  limit: z.coerce.number().int().min(1).default(30),
  offset: z.coerce.number().int().min(0).max(OFFSET_MAX).default(0),
  'players.user_id': z.string().optional(),
  order_id: z.string().optional(),
  resource: z.string().optional(),
  resource_id: z.string().optional(),
  status: z.string().optional(),
  range: z.string().optional(),
  sort: z.string().optional(),
});

/** Claims and their returns (API document 6.5). */
export function claimRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get<{ Querystring: Record<string, string> }>('/post-purchase/v1/claims/search', async (request) => {
    const { query } = request;
    const world = requireCaller(mirror, request);
    const asked = Search.safeParse(query);
    if (!asked.success) throw refuse.badRequest('Invalid paging', 'invalid_query');
    const isFiltered = Object.keys(query).some((name) => !PAGING.has(name));
    if (!isFiltered) throw refuse.badRequest('At least one filter is required', 'invalid_query');
    const search = asked.data;
    if ((search['players.user_id'] ?? world.seller.id) !== world.seller.id) throw forbidden();
    const within = readRange(search.range);
    const found = claimsAt(world, now()).filter((claim) => {
      const isAbout =
        (search.order_id === undefined || search.order_id === String(claim.order.id)) &&
        (search.resource_id === undefined || search.resource_id === String(resourceId(claim))) &&
        (search.resource === undefined || search.resource === claim.resource);
      const status = claim.closedAt === null ? 'opened' : 'closed';
      return isAbout && (search.status ?? status) === status && within(claim.createdAt);
    });
    if (search.sort?.endsWith(':asc')) found.reverse();
    const limit = Math.min(search.limit, LIMIT_MAX);
    const { offset } = search;
    return {
      paging: { total: found.length, offset, limit },
      data: found.slice(offset, offset + limit).map((claim) => claimBody(claim, world.seller.id)),
    };
  });

  server.get<ById>('/post-purchase/v2/claims/:id/returns', async (request) => {
    const world = requireCaller(mirror, request);
    const claim = claimsAt(world, now()).find(({ id }) => String(id) === request.params.id);
    if (!claim)
      throw new Refusal(404, { message: 'Claim not found', error: 'business_logic_error', status: 404, cause: [] });
    return returnBody(claim);
  });
}

const forbidden = () => new Refusal(403, { message: 'forbidden', error: 'forbidden_error', status: 403, cause: [] });
const resourceId = ({ resource, order }: Claim) => (resource === 'shipment' ? order.shipmentId : order.id);

/** `date_created:after:<instant>,before:<instant>`, either of which may be left out. */
function readRange(range = ''): (at: number) => boolean {
  const bound = (name: string) => Date.parse(new RegExp(`${name}:([^,]+)`).exec(range)?.[1] ?? '');
  const [after, before] = [bound('after'), bound('before')];
  return (at) => !(at <= after) && !(at >= before);
}

function claimBody(claim: Claim, sellerId: string) {
  const units = claim.order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const isOpen = claim.closedAt === null;
  return {
    id: claim.id,
    resource_id: resourceId(claim),
    status: isOpen ? 'opened' : 'closed',
    type: 'mediations',
    stage: 'claim',
    parent_id: null,
    resource: claim.resource,
    reason_id: 'PDD9939',
    fulfilled: true,
    quantity_type: claim.isTotal ? 'total' : 'partial',
    claimed_quantity: claim.isTotal ? units : 1,
    claim_version: 2,
    players: [
      { role: 'complainant', type: 'buyer', user_id: buyerId(claim.order.buyerNo), available_actions: [] },
      { role: 'respondent', type: 'seller', user_id: Number(sellerId), available_actions: [] },
    ],
    resolution: isOpen
      ? null
      : {
          reason: 'payment_refunded',
          date_created: orderTime(claim.closedAt ?? 0),
          benefited: ['complainant'],
          closed_by: 'mediator',
          applied_coverage: false,
        },
    site_id: 'MLB',
    date_created: orderTime(claim.createdAt),
    last_updated: orderTime(claim.closedAt ?? claim.createdAt),
    related_entities: ['return'],
  };
}

/** Quantities are texts with a decimal point, instants are written at +00:00. */
function returnBody(claim: Claim) {
  const time = (at: number) => new Date(at).toISOString().replace('Z', '+00:00');
  const { order } = claim;
  return {
    id: claim.id - 4_941_000_000,
    last_updated: time(claim.closedAt ?? claim.createdAt),
    shipments:
      order.shipmentId === null
        ? []
        : [{ shipment_id: order.shipmentId, status: 'delivered', tracking_number: null, type: 'return' }],
    refund_at: 'delivered',
    date_closed: claim.closedAt === null ? null : time(claim.closedAt),
    resource_type: claim.resource,
    date_created: time(claim.createdAt),
    claim_id: claim.id,
    status_money: claim.closedAt === null ? 'retained' : 'refunded',
    resource_id: resourceId(claim),
    orders: order.lines.map((line) => ({
      order_id: order.id,
      item_id: line.listingId,
      variation_id: line.variation?.id ?? null,
      context_type: claim.isTotal ? 'total' : 'partial',
      total_quantity: line.quantity.toFixed(1),
      return_quantity: claim.isTotal ? line.quantity.toFixed(1) : '1.0',
    })),
    subtype: claim.isTotal ? 'return_total' : 'return_partial',
    status: claim.closedAt === null ? 'shipped' : 'delivered',
    related_entities: [],
    intermediate_check: false,
    resources: [{ resource: 'claim', resource_id: String(claim.id) }],
  };
}
