import { expect, test } from 'vitest';
import { nextSlots } from './next-slots.ts';

test('the next slots of several zones come in the order of their instants, with the local time of each', () => {
  const zones = [
    { timeZone: 'America/Sao_Paulo', tenants: 2, paused: new Map([['sync-mercadolivre', 1] as const]) },
    { timeZone: 'Asia/Kathmandu', tenants: 1 },
    { timeZone: 'UTC', tenants: 3 },
  ];
  const next = nextSlots(zones, { now: new Date('2026-11-23T22:05:00Z'), count: 4 });
  const job = { jobType: 'sync-mercadolivre', schedule: 'hourly' };
  expect(next).toEqual([
    {
      ...job,
      slot: '2026-11-23T22:15:00.000Z',
      timeZone: 'Asia/Kathmandu',
      localTime: '2026-11-24T04:00:00+05:45',
      tenants: 1,
      paused: 0,
    },
    {
      jobType: 'housekeeping',
      schedule: 'housekeeping',
      slot: '2026-11-23T22:45:00.000Z',
      timeZone: 'Asia/Kathmandu',
      localTime: '2026-11-24T04:30:00+05:45',
      tenants: 1,
      paused: 0,
    },
    {
      ...job,
      slot: '2026-11-23T23:00:00.000Z',
      timeZone: 'America/Sao_Paulo',
      localTime: '2026-11-23T20:00:00-03:00',
      tenants: 1,
      paused: 1,
    },
    {
      ...job,
      slot: '2026-11-23T23:00:00.000Z',
      timeZone: 'UTC',
      localTime: '2026-11-23T23:00:00+00:00',
      tenants: 3,
      paused: 0,
    },
  ]);
});

test('two slots of a repeated local hour are told apart by their offset', () => {
  const zones = [{ timeZone: 'America/New_York', tenants: 1 }];
  const next = nextSlots(zones, { now: new Date('2026-11-01T04:30:00Z'), count: 2 });
  expect(next.map((one) => one.localTime)).toEqual(['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00']);
});
