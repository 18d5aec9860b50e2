/** Something that happened to a seller's things and that Mercado Livre tells the application of; a pointer, never the content. */
export interface Notice {
  sellerId: string;
  topic: string;
  /** With its leading slash. */
  resource: string;
  at: number;
  /** The subtopic model's words, where the topic has them. */
  actions?: string[] | undefined;
}

/** The topics that this world has something to tell of; others can be sent by hand (API document 8). */
export const TOPICS = ['orders_v2', 'payments', 'shipments', 'items', 'items_prices', 'stock-locations'];

/** A notice on its way: what is posted, and when it is posted next. */
export interface WaitingNotice {
  topic: string;
  /** As it is posted; `sent` and `attempts` are filled in each time. */
  body: Record<string, unknown>;
  /** What was said by hand of its fields, above everything else; null leaves a field out. */
  fields: Record<string, unknown>;
  hasNanoseconds: boolean;
  /** How often it was posted. */
  attempts: number;
  dueAt: number;
  /** The same once more; not repeated when it is refused. */
  isCopy: boolean;
}

/** A notice that was refused eight times, with the last try. */
export interface LostNotice {
  topic: string;
  lostAt: number;
  body: Record<string, unknown>;
  request: { url: string; data: string };
  response: Reply;
}

/** How a callback answered; status 0 when it did not in time. */
export interface Reply {
  status: number;
  took_ms: number;
  body: string;
  headers: Record<string, string>;
}
