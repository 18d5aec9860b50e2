import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noNotices } from '../notices/create-delivery.ts';

const when = { at: z.number(), recordedAt: z.number().optional() };
const Event = z.discriminatedUnion('kind', [
  z.object({ ...when, kind: z.literal('closed') }),
  z.object({ ...when, kind: z.literal('cancelled'), code: z.string(), group: z.string(), by: z.string() }),
  z.object({ ...when, kind: z.literal('cancel asked') }),
  z.object({ ...when, kind: z.literal('invalidated') }),
  z.object({ ...when, kind: z.literal('refunded'), amount_cents: z.number(), staysPaid: z.boolean().optional() }),
  z.object({ ...when, kind: z.literal('delivered') }),
]);

const Mutation = z.discriminatedUnion('kind', [
  z.object({
    ...when,
    kind: z.literal('sale'),
    listingId: z.string(),
    quantity: z.number(),
    unitPrice_cents: z.number().optional(),
    sequence: z.number(),
  }),
  z.object({ kind: z.literal('event'), orderId: z.number(), event: Event }),
  z.object({
    kind: z.literal('listing'),
    listingId: z.string(),
    change: z.object({
      at: z.number(),
      price_cents: z.number().optional(),
      stock: z.number().optional(),
      status: z.enum(['active', 'paused', 'closed', 'under_review']).optional(),
      clip: z.enum(['yes', 'no', 'rule absent', 'not found']).optional(),
    }),
  }),
]);

const access = { sellerId: z.string(), accessToken: z.string(), expiresAt: z.number() };
const Keys = z.object({
  pairs: z.array(
    z
      .object({ ...access, refreshToken: z.string().nullable(), issuedAt: z.number().optional() })
      // Kept before lives could be of another length.
      .transform((pair) => ({ ...pair, issuedAt: pair.issuedAt ?? pair.expiresAt - 21_600_000 })),
  ),
  older: z.array(z.object(access)).default([]),
  codes: z.array(
    z.object({
      code: z.string(),
      sellerId: z.string(),
      redirectUri: z.string(),
      challenge: z.object({ value: z.string(), method: z.string() }).nullable(),
      expiresAt: z.number(),
    }),
  ),
  lost: z.array(z.object({ sellerId: z.string(), refreshToken: z.string().nullable() })).default([]),
});

const Fields = z.record(z.string(), z.unknown());
const Notices = z.object({
  waiting: z.array(
    z.object({
      topic: z.string(),
      body: Fields,
      fields: Fields,
      hasNanoseconds: z.boolean(),
      attempts: z.number(),
      dueAt: z.number(),
      isCopy: z.boolean(),
    }),
  ),
  lost: z.array(
    z.object({
      topic: z.string(),
      lostAt: z.number(),
      body: Fields,
      request: z.object({ url: z.string(), data: z.string() }),
      response: z.object({
        status: z.number(),
        took_ms: z.number(),
        body: z.string(),
        headers: z.record(z.string(), z.string()),
      }),
    }),
  ),
  topicsOff: z.array(z.string()),
  failingSince: z.number().nullable(),
});

const Seller = z.object({
  id: z.string(),
  nickname: z.string(),
  place: z.number(),
  listings: z.number(),
  ordersPerDay: z.number(),
  historyDays: z.number(),
  reputation: z.enum(['good', 'none yet', 'missing']),
  hasConsent: z.boolean(),
});

export const DEFAULT_SIZE = { listings: 64, ordersPerDay: 24, historyDays: 420 };

const State = z.object({
  seed: z.string(),
  anchorDay: z.string(),
  /** The seller `main`. */
  size: z.object({ listings: z.number(), ordersPerDay: z.number(), historyDays: z.number() }).default(DEFAULT_SIZE),
  /** Empty in folders from before there were several: `main` alone. */
  sellers: z.array(Seller).default([]),
  clientId: z.string(),
  clientSecret: z.string(),
  clockOffset_ms: z.number(),
  keys: Keys,
  mutations: z.array(Mutation),
  /** Missing in folders from before there were any. */
  notices: Notices.default(noNotices),
});

/** All that a simulator must remember to go on after a restart. */
export type SimulatorState = z.infer<typeof State>;

const FILE = 'simulator.json';

/**
 * The remembered state of a folder, or null before its first start.
 * @throws Error that names the file when it is there and cannot be read
 */
export async function readState(folder: string): Promise<SimulatorState | null> {
  const path = join(folder, FILE);
  try {
    return State.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read; repair it, or remove it to begin with a new world`, { cause: error });
  }
}

/** Writes beside and renames, so that a reader, or a restart after a kill, finds the old state or the new one. */
export async function writeState(folder: string, state: SimulatorState): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${FILE}.tmp`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, FILE));
}
