import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { LooseNotice, type Notice } from '../wire/notice.ts';
import { listOf } from '../wire/values.ts';

const Page = z.object({ messages: listOf(LooseNotice) });

/** The documented page length. */
const PAGE_SIZE = 10;

export interface MissedFeedsOptions extends CallOptions {
  topic?: string;
  /** Must be given with the topic `items`. */
  siteId?: string;
}

export function createMissedFeeds(request: Request) {
  return {
    /**
     * Notices of the last two days that our callback did not take, page by page (API document 8). `messages: null` is the
     * way it says that there are none (Q60). A field that is odd is not known, so that one odd notice does not hide the others.
     * @param appId the application's id
     */
    async *list(appId: string, { topic, siteId, ...options }: MissedFeedsOptions = {}): AsyncGenerator<Notice[]> {
      const seen = new Set<string>();
      for (let offset = 0; ; ) {
        const query = { app_id: appId, topic, site_id: siteId, limit: PAGE_SIZE, offset };
        const { messages } = (await request({ endpoint: '/missed_feeds', query, schema: Page }, options)).data;
        const added = messages.filter((notice) => !seen.has(nameOf(notice)));
        // A feed that turns in circles has nothing more to say.
        if (added.length === 0) return;
        for (const notice of added) seen.add(nameOf(notice));
        yield added;
        offset += messages.length;
      }
    },
  };
}

function nameOf({ id, topic, resource, sent }: Notice): string {
  return id ?? `${topic} ${resource} ${sent?.toISOString()}`;
}
