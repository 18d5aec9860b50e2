import { AppError } from '@pulso/domain';
import { describe, expect, test } from 'vitest';
import { readRunRequest } from './read-run-request.ts';

const TENANT = '1B4E28BA-2FA1-11D2-883F-B9A761BDE3FB';

function refusalOf(read: () => unknown): AppError {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}

describe('what run is asked for', () => {
  test('is every active tenant, four at a time, when only the job is named', () => {
    expect(readRunRequest('sync-mercadolivre', {})).toEqual({
      jobType: 'sync-mercadolivre',
      tenantId: null,
      params: {},
      slot: null,
      schedule: null,
      ifStale: false,
      concurrency: 4,
    });
  });

  test('takes every option of its job', () => {
    const options = { tenant: TENANT, daysBack: '7', slot: '2026-11-23T09:00:00-03:00', ifStale: true };
    expect(readRunRequest('sync-mercadolivre', { ...options, concurrency: '2' })).toEqual({
      jobType: 'sync-mercadolivre',
      tenantId: TENANT.toLowerCase(),
      params: { daysBack: 7 },
      slot: new Date('2026-11-23T12:00:00Z'),
      schedule: null,
      ifStale: true,
      concurrency: 2,
    });
    const days = { from: '2026-11-01', to: '2026-11-30' };
    expect(readRunRequest('rebuild-daily-metrics', days).params).toEqual(days);
  });

  test('is what a schedule of the job asks for when one is named, and then housekeeping is a job too', () => {
    const at = { slot: '2026-11-23T06:00:00Z' };
    expect(readRunRequest('sync-mercadolivre', { ...at, schedule: 'nightly' })).toMatchObject({
      jobType: 'sync-mercadolivre',
      schedule: 'nightly',
      params: {},
    });
    expect(readRunRequest('housekeeping', { ...at, schedule: 'housekeeping' }).jobType).toBe('housekeeping');
  });

  test.each([
    ['housekeeping by hand', 'housekeeping', {}, /no job "housekeeping"/],
    ['a schedule of another job', 'sync-mercadolivre', { schedule: 'weekly-sweep' }, /--schedule must be .*: hourly/],
    ['days beside a schedule', 'sync-mercadolivre', { schedule: 'hourly', daysBack: '3' }, /--days-back goes not with/],
    ['a slot that nobody filled in', 'sync-mercadolivre', { slot: '<aws.scheduler.scheduled-time>' }, /--slot must be/],
    ['an unknown job', 'sync', {}, /no job "sync".*sync-mercadolivre, rebuild-daily-metrics/],
    ['a name that every object has', 'constructor', {}, /no job/],
    ['a tenant that is no uuid', 'sync-mercadolivre', { tenant: 'loja' }, /--tenant must be a uuid/],
    ['days of another job', 'sync-mercadolivre', { from: '2026-11-01' }, /--from is no option of sync-mercadolivre/],
    ['a look-back of another job', 'rebuild-daily-metrics', { daysBack: '7' }, /--days-back is no option of rebuild/],
    ['a day that no calendar has', 'rebuild-daily-metrics', { to: '2026-02-30' }, /--to must be a date/],
    ['a look-back of no day', 'sync-mercadolivre', { daysBack: '0' }, /--days-back/],
    ['a look-back of more than a year', 'sync-mercadolivre', { daysBack: '366' }, /--days-back/],
    ['a look-back that is no number', 'sync-mercadolivre', { daysBack: '1e2' }, /--days-back must be a whole number/],
    ['a slot without an offset', 'sync-mercadolivre', { slot: '2026-11-23T09:00:00' }, /--slot must be an ISO 8601/],
    ['nobody at a time', 'sync-mercadolivre', { concurrency: '0' }, /--concurrency/],
  ])('refuses %s', (_, job, options, message) => {
    const { code, message: said } = refusalOf(() => readRunRequest(job, options));
    expect(code).toBe('invalid_input');
    expect(said).toMatch(message);
  });

  test('names every fault at once', () => {
    const given = { tenant: 'x', slot: 'now', from: 'y', to: 'z', concurrency: '-1' };
    const { faults } = refusalOf(() => readRunRequest('rebuild-daily-metrics', given));
    expect(faults.map((one) => one.path)).toEqual(['--tenant', '--slot', '--concurrency', '--from', '--to']);
  });
});
