import { describe, expect, test } from 'vitest';
import { findDueSyncs } from './find-due-syncs.ts';
import type { SyncTarget } from './list-sync-targets.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const target = (more: Partial<SyncTarget> = {}): SyncTarget => ({
  tenantId: 'a',
  timeZone: 'America/Sao_Paulo',
  connectedAt: new Date('2026-11-01T00:00:00Z'),
  newestSlot: at('11:00'),
  unreadSince: null,
  ...more,
});
const dueAt = (time: string, more: Partial<SyncTarget> = {}) =>
  findDueSyncs([target(more)], at(time)).map((one) => one.slot.toISOString().slice(11, 19));

describe('which syncs are due', () => {
  test('one per hour, and none while its slot was had', () => {
    expect(dueAt('11:59')).toEqual([]);
    expect(dueAt('12:00')).toEqual(['12:00:00']);
    expect(dueAt('12:00', { newestSlot: at('12:00') })).toEqual([]);
  });

  test('after an outage the newest slot alone', () => {
    expect(dueAt('18:20')).toEqual(['18:00:00']);
    expect(dueAt('18:20', { newestSlot: null })).toEqual(['18:00:00']);
  });

  test('a slot by hand that is newer leaves nothing to do', () => {
    expect(dueAt('12:01', { newestSlot: at('12:00:30') })).toEqual([]);
  });

  test('nothing is owed from before the first connection', () => {
    expect(dueAt('12:20', { newestSlot: null, connectedAt: at('12:10') })).toEqual([]);
    expect(dueAt('13:00', { newestSlot: null, connectedAt: at('12:10') })).toEqual(['13:00:00']);
  });

  test('a connection never synced is due at once, and then with the next hour', () => {
    const fresh = { newestSlot: null, connectedAt: at('12:10'), unreadSince: at('12:10') };
    expect(dueAt('12:10:05', fresh)).toEqual(['12:10:00']);
    expect(dueAt('12:20', { ...fresh, newestSlot: at('12:10') })).toEqual([]);
    expect(dueAt('13:00', { ...fresh, newestSlot: at('12:10') })).toEqual(['13:00:00']);
  });

  test('a second connection does not wait for the hour', () => {
    expect(dueAt('12:40', { newestSlot: at('12:00'), unreadSince: at('12:39') })).toEqual(['12:39:00']);
  });

  test('a connection made by a clock that is ahead waits until its instant has come', () => {
    expect(dueAt('12:40', { newestSlot: at('12:00'), unreadSince: at('12:50') })).toEqual([]);
  });

  test('at three in the morning where the tenant is, the visits of every listing are asked for', () => {
    const zones = ['America/Sao_Paulo', 'America/Manaus'];
    const targets = zones.map((timeZone, index) => target({ tenantId: String(index), timeZone, newestSlot: null }));
    const choicesAt = (time: string) => findDueSyncs(targets, at(time)).map((one) => one.visits);
    expect([choicesAt('05:00'), choicesAt('06:10'), choicesAt('07:00')]).toEqual([
      ['due', 'due'],
      ['all', 'due'],
      ['due', 'all'],
    ]);
  });

  test('each tenant by the hours of its own zone', () => {
    const zones = ['America/Sao_Paulo', 'Asia/Kathmandu', 'America/Sao_Paulo'];
    const targets = zones.map((timeZone, index) => target({ tenantId: String(index), timeZone }));
    expect(findDueSyncs(targets, at('12:20'))).toEqual([
      { tenantId: '0', slot: at('12:00'), visits: 'due' },
      { tenantId: '1', slot: at('12:15'), visits: 'due' },
      { tenantId: '2', slot: at('12:00'), visits: 'due' },
    ]);
  });
});
