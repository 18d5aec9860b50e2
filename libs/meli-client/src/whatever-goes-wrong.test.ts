import { parseBusinessDay } from '@pulso/domain';
import { startSimulator } from '@pulso/meli-simulator';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMeliClient } from './create-meli-client.ts';
import { refreshTokens } from './oauth/request-tokens.ts';
import { readEverything } from './testing/read-everything.ts';

const AT = new Date('2026-11-20T15:34:00Z');
const TODAY = parseBusinessDay('2026-11-20');
const DAYS = 4;

/** Each alone stays below ten per cent, so that three at once stay below thirty. */
const share = fc.double({ min: 0.05, max: 0.099, noNaN: true });
const anyFault = fc.oneof(
  fc.record({
    kind: fc.constant('too-many-requests' as const),
    as: fc.constantFrom('json' as const, 'text' as const),
    probability: share,
  }),
  fc.record({
    kind: fc.constant('server-error' as const),
    status: fc.constantFrom(500 as const, 502 as const, 503 as const, 504 as const),
    probability: share,
  }),
  fc.record({
    kind: fc.constant('proxy-page' as const),
    status: fc.constantFrom(200 as const, 503 as const),
    probability: share,
  }),
  fc.record({ kind: fc.constant('empty' as const), status: fc.constant(200 as const), probability: share }),
  fc.record({ kind: fc.constant('partial' as const), probability: share }),
  fc.record({ kind: fc.constant('reset' as const), probability: share }),
  fc.record({ kind: fc.constant('page' as const), probability: share, inARow: fc.constant(2) }),
);
const anyWorld = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 8 }),
  listings: fc.integer({ min: 1, max: 26 }),
  ordersPerDay: fc.integer({ min: 0, max: 12 }),
});

it('Q62 Q65 whatever goes wrong with less than thirty in a hundred calls, a full read ends with the same facts', async () => {
  const struck = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyWorld, fc.array(anyFault, { minLength: 1, maxLength: 3 }), async (world, faults) => {
      const { seed, listings, ordersPerDay } = world;
      const simulator = await startSimulator({
        seed,
        anchorDay: TODAY,
        clock: { now: () => AT },
        world: { listings, ordersPerDay, historyDays: 10 },
      });
      try {
        const client = await openPatientClient(simulator);
        const wish = { sellerId: simulator.sellers[0]?.sellerId ?? '', today: TODAY, days: DAYS };
        const calm = await readEverything(client, wish);
        simulator.setFaults(faults);
        const stormy = await readEverything(client, wish);
        for (const fault of Object.keys(simulator.faultsGiven())) struck.add(fault.split(' ')[0] ?? '');
        expect(stormy).toEqual(calm);
      } finally {
        await simulator.close();
      }
    }),
    { numRuns: 40 },
  );
  expect([...struck].sort()).toEqual([
    'empty',
    'page',
    'partial',
    'proxy-page',
    'reset',
    'server-error',
    'too-many-requests',
  ]);
});

async function openPatientClient(simulator: Awaited<ReturnType<typeof startSimulator>>) {
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const clock = { now: () => AT };
  const refreshToken = await simulator.issueRefreshToken();
  const { accessToken } = await refreshTokens({ apiUrl, clientId, clientSecret, refreshToken, clock });
  const tokens = { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken };
  return createMeliClient({ apiUrl, tokens, clock, wait: async () => undefined });
}
