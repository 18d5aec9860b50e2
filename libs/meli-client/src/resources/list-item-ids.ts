import { z } from 'zod';
import { MeliRequestError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf, orNull } from '../wire/values.ts';

const Page = z.object({
  results: listOf(Id),
  paging: z.object({ total: z.number().int() }),
  scroll_id: orNull(z.string()),
});

const PAGE_SIZE = 100;
/** Beyond this many results Mercado Livre serves only a scan (API document 3). */
const OFFSET_WINDOW = 1000;
const SCAN_STARTS_MAX = 5;

/**
 * Every listing of the seller by id, whatever its status, each once: by offset while the window reaches, else by scan.
 * A scan whose cursor expired (5 minutes) is started anew and joined to what was there (API document 3, Q07–Q10).
 */
export async function* listItemIds(
  request: Request,
  sellerId: string,
  options?: CallOptions,
): AsyncGenerator<string[]> {
  const seen = new Set<string>();
  const fresh = (ids: readonly string[]) => {
    const added = [...new Set(ids)].filter((id) => !seen.has(id));
    for (const id of added) seen.add(id);
    return added;
  };
  const read = async (query: Record<string, string | number | undefined>) =>
    (
      await request(
        { endpoint: '/users/{id}/items/search', path: `/users/${sellerId}/items/search`, query, schema: Page },
        options,
      )
    ).data;

  const first = await read({ limit: PAGE_SIZE, offset: 0 });
  if (first.paging.total <= OFFSET_WINDOW) {
    let page = first;
    let offset = 0;
    while (page.results.length > 0) {
      yield fresh(page.results);
      offset += page.results.length;
      if (offset >= page.paging.total || offset + PAGE_SIZE > OFFSET_WINDOW) break;
      page = await read({ limit: PAGE_SIZE, offset });
    }
    if (seen.size >= first.paging.total) return;
  }
  for (let start = 1; start <= SCAN_STARTS_MAX; start++) {
    if (yield* scan(read, fresh)) return;
  }
}

/** One scan from its beginning. Answers false when its cursor was lost on the way. */
async function* scan(
  read: (query: Record<string, string | number | undefined>) => Promise<z.output<typeof Page>>,
  fresh: (ids: readonly string[]) => string[],
): AsyncGenerator<string[], boolean> {
  let cursor: string | undefined;
  const ofThisScan = new Set<string>();
  for (;;) {
    let page: z.output<typeof Page>;
    try {
      page = await read({ search_type: 'scan', limit: PAGE_SIZE, scroll_id: cursor });
    } catch (error) {
      if (cursor !== undefined && error instanceof MeliRequestError) return false;
      throw error;
    }
    const before = ofThisScan.size;
    for (const id of page.results) ofThisScan.add(id);
    const added = fresh(page.results);
    if (added.length > 0) yield added;
    if (page.results.length === 0 || page.scroll_id === null || ofThisScan.size === before) return true;
    cursor = page.scroll_id;
  }
}
