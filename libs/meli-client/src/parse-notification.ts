import { LooseNotice } from './wire/notice.ts';
import { parseJson } from './wire/parse-json.ts';

/** What a notice points to, where that is known. */
export interface NoticeSubject {
  kind:
    | 'order'
    | 'item'
    | 'item-price'
    | 'item-competition'
    | 'question'
    | 'claim'
    | 'shipment'
    | 'payment'
    | 'user-product-stock'
    | 'user-product'
    | 'user-product-family';
  id: string;
}

/** A notice as it was sent to our callback (API document 8). Null = not told, or told in no form that is known. */
export interface MeliNotification {
  /** Mercado Livre's own id of the notice, in either of its names. */
  id: string | null;
  /** As it came, but for signs that no text holds: the set is open. */
  topic: string;
  /** Raw, with or without its leading slash. */
  resource: string;
  /** Null when the resource has no form that is known; the topic says nothing sure about it. */
  subject: NoticeSubject | null;
  userId: string | null;
  applicationId: string | null;
  sent: Date | null;
  received: Date | null;
  /** From 1. */
  attempts: number | null;
}

/**
 * Ids have 16 digits at most, those of families 20 (API document 0.1). Anybody can send a notice, and a longer number than 64 bits hold
 * is nothing that could be asked for.
 */
const RESOURCES: readonly (readonly [NoticeSubject['kind'], RegExp])[] = [
  ['order', /^orders\/(\d{1,18})$/],
  ['item', /^items\/([A-Z]{3}\d{1,18})$/],
  ['item-price', /^items\/([A-Z]{3}\d{1,18})\/prices$/],
  ['item-competition', /^items\/([A-Z]{3}\d{1,18})\/price_to_win$/],
  ['question', /^questions\/(\d{1,18})$/],
  ['claim', /^post-purchase\/v\d{1,3}\/claims\/(\d{1,18})$/],
  ['shipment', /^shipments\/(\d{1,18})$/],
  ['payment', /^collections\/(\d{1,18})$/],
  ['user-product-stock', /^user-products\/([A-Z]{3}U\d{1,18})\/stock$/],
  ['user-product', /^user-products\/([A-Z]{3}U\d{1,18})$/],
  ['user-product-family', /^sites\/[A-Z]{3}\/user-products-families\/(\d{1,20})$/],
];

/**
 * Reads the body of a call to our callback. Mercado Livre's dialects are taken: ids as texts, `id` for `_id`, `recieved`, resources
 * without a slash, topics that nobody knows (API document 8, Q57). It never throws: what is no JSON, or has no topic or no
 * resource, is no notice. Nothing here is signed, so application and user must be checked by whoever stores it.
 */
export function parseNotification(body: string): MeliNotification | null {
  const parsed = LooseNotice.safeParse(readJson(body));
  if (!parsed.success) return null;
  const { id, topic, resource, user_id, application_id, sent, received, attempts } = parsed.data;
  return {
    id,
    topic,
    resource,
    subject: findNoticeSubject(resource),
    userId: user_id,
    applicationId: application_id,
    sent,
    received,
    attempts,
  };
}

/**
 * What a notice points to.
 * @param resource the path as a notice gives it, with or without its slashes; it is only read, never asked for
 * @returns null when it has no form that is known
 */
export function findNoticeSubject(resource: string): NoticeSubject | null {
  const path = resource.replace(/^\//, '').replace(/\/$/, '');
  for (const [kind, form] of RESOURCES) {
    const id = form.exec(path)?.[1];
    if (id !== undefined) return { kind, id };
  }
  return null;
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
