import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { expect, it } from 'vitest';
import { jobTypes } from '../job-definitions.ts';
import { defaultRunTimings, longestRuns_ms } from './run-timings.ts';

const { heartbeat_ms, lease_ms, watch_ms } = defaultRunTimings;

it('a process that dies is noticed and its run gone on with within 60 seconds, without luck', () => {
  // It died just after a heartbeat, and just after others had looked.
  expect(lease_ms + watch_ms).toBeLessThanOrEqual(60_000);
  // Two heartbeats may be lost before a living process counts as dead.
  expect(3 * heartbeat_ms).toBeLessThanOrEqual(lease_ms);
});

it('what a frozen process holds is free again by the time that it counts as dead', async () => {
  const { db, drop } = await createTestDatabase();
  const [setting] = await query<{ idle_ms: number }>(
    db,
    `select setting::int as idle_ms from pg_settings where name = 'idle_in_transaction_session_timeout'`,
  );
  await drop();
  expect(setting?.idle_ms).toBeGreaterThan(0);
  expect(setting?.idle_ms).toBeLessThanOrEqual(lease_ms);
});

it('every job has a longest duration that a timer can hold', () => {
  for (const jobType of jobTypes) {
    expect(longestRuns_ms[jobType]).toBeGreaterThan(lease_ms);
    expect(longestRuns_ms[jobType]).toBeLessThan(2 ** 31);
  }
});
