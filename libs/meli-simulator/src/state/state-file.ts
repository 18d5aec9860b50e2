import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Event = z.discriminatedUnion('kind', [
  z.object({ at: z.number(), kind: z.literal('closed') }),
  z.object({ at: z.number(), kind: z.literal('cancelled'), code: z.string(), group: z.string(), by: z.string() }),
  z.object({ at: z.number(), kind: z.literal('invalidated') }),
  z.object({ at: z.number(), kind: z.literal('refunded'), amount_cents: z.number() }),
  z.object({ at: z.number(), kind: z.literal('delivered') }),
]);

const State = z.object({
  seed: z.string(),
  anchorDay: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  clockOffset_ms: z.number(),
  keys: z.object({
    pairs: z.array(
      z.object({ sellerId: z.string(), accessToken: z.string(), refreshToken: z.string(), expiresAt: z.number() }),
    ),
    codes: z.array(
      z.object({
        code: z.string(),
        sellerId: z.string(),
        redirectUri: z.string(),
        challenge: z.object({ value: z.string(), method: z.string() }).nullable(),
        expiresAt: z.number(),
      }),
    ),
  }),
  mutations: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('sale'),
        at: z.number(),
        listingId: z.string(),
        quantity: z.number(),
        sequence: z.number(),
      }),
      z.object({ kind: z.literal('event'), orderId: z.number(), event: Event }),
    ]),
  ),
});

/** All that a simulator must remember to go on after a restart. */
export type SimulatorState = z.infer<typeof State>;

const FILE = 'simulator.json';

/** The remembered state of a folder, or null before its first start. */
export async function readState(folder: string): Promise<SimulatorState | null> {
  try {
    return State.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes beside and renames, so that a reader, or a restart after a kill, finds the old state or the new one. */
export async function writeState(folder: string, state: SimulatorState): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${FILE}.tmp`);
  await using file = await open(draft, 'w', 0o600);
  await file.writeFile(JSON.stringify(state));
  await file.sync();
  await rename(draft, join(folder, FILE));
}
