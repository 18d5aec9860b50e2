import { AppError } from '@pulso/domain';
import { describe, expect, test } from 'vitest';
import { jobBodySchema, parseJobBody } from './job-body.ts';

const NOW = new Date('2026-11-23T15:00:00.000Z');
const TENANT = '11111111-2222-3333-4444-555555555555';

function faultsOf(body: unknown, jobType: 'sync-mercadolivre' | 'rebuild-daily-metrics' = 'sync-mercadolivre') {
  try {
    parseJobBody(jobType, body, NOW);
  } catch (error) {
    if (error instanceof AppError) return error.faults.map((fault) => fault.path);
  }
  return [];
}

describe('the body of a job endpoint', () => {
  test('may be empty: every tenant, no slot, the defaults of the job', () => {
    expect(parseJobBody('sync-mercadolivre', {}, NOW)).toEqual({ tenantId: null, slot: null, params: {} });
  });

  test('is split into tenant, slot and the fields of the job', () => {
    const body = { tenantId: TENANT.toUpperCase(), slot: '2026-11-23T09:00:00-03:00', daysBack: 7 };
    expect(parseJobBody('sync-mercadolivre', body, NOW)).toEqual({
      tenantId: TENANT,
      slot: new Date('2026-11-23T12:00:00.000Z'),
      params: { daysBack: 7 },
    });
  });

  test.each([
    ['an array', []],
    ['a string', 'x'],
    ['a number', 3],
    ['null', null],
  ])('refuses %s', (_, body) => {
    expect(faultsOf(body)).toEqual(['']);
  });

  test.each([
    ['daysBack', 0],
    ['daysBack', 366],
    ['daysBack', 1.5],
    ['daysBack', '7'],
    ['daysBack', null],
    ['tenantId', 'not-a-uuid'],
    ['tenantId', null],
    ['slot', '2026-11-23'],
    ['slot', '2026-11-23T09:00:00'],
    ['slot', '2026-02-30T09:00:00Z'],
    ['slot', 1763900000000],
    ['slot', null],
    ['from', '2026-11-01'],
    ['unknown', true],
    // A parameter of the schedule's own runs, which nobody outside may ask for.
    ['visits', 'due'],
    ['__proto__', {}],
  ])('refuses %s = %j for a sync', (field, value) => {
    expect(faultsOf(JSON.parse(`{${JSON.stringify(field)}:${JSON.stringify(value)}}`))).toEqual([field]);
  });

  test.each([
    ['from', '2026-1-1'],
    ['from', '2026-02-30'],
    ['to', '20261101'],
    ['to', 20261101],
    ['daysBack', 7],
  ])('refuses %s = %j for a rebuild', (field, value) => {
    expect(faultsOf({ [field]: value }, 'rebuild-daily-metrics')).toEqual([field]);
  });

  test('names every fault at once', () => {
    const body = { tenantId: 'x', slot: 'y', daysBack: 0, colour: 'red' };
    expect(faultsOf(body).sort()).toEqual(['colour', 'daysBack', 'slot', 'tenantId']);
  });

  test('takes a slot up to five minutes ahead, written with any offset, with or without seconds', () => {
    const slots = ['2026-11-23T15:05:00Z', '2026-11-23T15:05Z', '2026-11-23T12:05:00.000-03:00'];
    for (const slot of slots) {
      expect(parseJobBody('sync-mercadolivre', { slot }, NOW).slot).toEqual(new Date('2026-11-23T15:05:00.000Z'));
    }
    expect(faultsOf({ slot: '2026-11-23T15:05:00.001Z' })).toEqual(['slot']);
  });

  test('is described with every field of its job and no other', () => {
    const fieldsOf = (schema: object) => Object.keys((schema as { properties: object }).properties);
    expect(fieldsOf(jobBodySchema('sync-mercadolivre'))).toEqual(['tenantId', 'slot', 'daysBack']);
    expect(fieldsOf(jobBodySchema('rebuild-daily-metrics'))).toEqual(['tenantId', 'slot', 'from', 'to']);
    expect(jobBodySchema('sync-mercadolivre')).toMatchObject({ additionalProperties: false });
  });
});
