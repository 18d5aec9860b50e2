import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Claim, ClaimReturn } from '../wire/claim.ts';
import { walkPages } from './walk-pages.ts';

export interface ClaimWindow {
  from: Date;
  /** Exclusive. */
  to: Date;
}

const Page = z.object({ data: z.array(Claim), paging: z.object({ total: z.number().int() }) });

const SEARCH = '/post-purchase/v1/claims/search';
/** More is cut down to this (API document 6.5). */
const PAGE_SIZE = 100;
const OFFSET_MAX = 10_000;
/** Finer windows are not halved any more. */
const WINDOW_MIN_MS = 60_000;

export function createClaims(request: Request) {
  return {
    search: (sellerId: string, window: ClaimWindow, options?: CallOptions) =>
      searchClaims(request, sellerId, { window, options }),

    /**
     * The return that belongs to a claim (API document 6.5). Only a claim with `return` among its `related_entities` has one.
     * @throws MeliRefusedError 403 or 404 for this claim
     */
    async getReturn(claimId: string, options?: CallOptions): Promise<ClaimReturn> {
      const endpoint = '/post-purchase/v2/claims/{id}/returns';
      return (await request({ endpoint, id: claimId, schema: ClaimReturn }, options)).data;
    },
  };
}

/**
 * Claims against the seller that were opened in the window, each once, oldest first (API document 6.5). A claim about a shipment
 * has no order: `order_id` is null (Q51). Windows with 10,000 claims or more are halved.
 *
 * @throws MeliRefusedError when the application has no permission for sales; MeliContractError when five passes do not reach the total
 */
async function* searchClaims(
  request: Request,
  sellerId: string,
  { window, options }: { window: ClaimWindow; options: CallOptions | undefined },
): AsyncGenerator<Claim[]> {
  const { from, to } = window;
  if (from >= to) return;
  const read = async (offset: number) => {
    const query = {
      'players.user_id': sellerId,
      'players.role': 'respondent',
      // Whether the bounds belong to the range is not told: one second more on each side, cut off below.
      range: `date_created:after:${writeInstant(from, -1)},before:${writeInstant(to, 1)}`,
      sort: 'date_created:asc',
      limit: PAGE_SIZE,
      offset,
    };
    const { data } = await request({ endpoint: SEARCH, query, schema: Page }, options);
    return { rows: data.data, total: data.paging.total };
  };
  const first = await read(0);
  if (first.total >= OFFSET_MAX) {
    for (const half of halve(window)) yield* searchClaims(request, sellerId, { window: half, options });
    return;
  }
  let isFirst = true;
  const readOn = (offset: number) => {
    const known = isFirst ? first : null;
    isFirst = false;
    return known ? Promise.resolve(known) : read(offset);
  };
  for await (const rows of walkPages(SEARCH, { read: readOn, idOf: (claim) => claim.id })) {
    const inside = rows.filter(({ date_created }) => date_created >= from && date_created < to);
    if (inside.length > 0) yield inside;
  }
}

/** In Mercado Livre's own offset, without a colon, as its examples have it. */
function writeInstant(instant: Date, plus_s: number): string {
  return new Date(instant.getTime() + (plus_s - 4 * 3600) * 1000).toISOString().replace('Z', '-0400');
}

function halve({ from, to }: ClaimWindow): ClaimWindow[] {
  if (to.getTime() - from.getTime() < WINDOW_MIN_MS) {
    const what = `one minute has ${OFFSET_MAX} claims or more, which cannot be paged through`;
    throw new MeliContractError(what, { endpoint: SEARCH });
  }
  const middle = new Date(Math.floor((from.getTime() + to.getTime()) / 2));
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}
