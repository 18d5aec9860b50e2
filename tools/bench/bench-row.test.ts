import { expect, it } from 'vitest';
import { judgeRow } from './bench-row.ts';

const row = { name: 'calls', unit: 'calls', bound: 1.05 };

it('a bench holds at its bound and fails above it', () => {
  expect(judgeRow({ ...row, value: 105, reference: 100 })).toMatchObject({ ratio: 1.05, ok: true });
  expect(judgeRow({ ...row, value: 106, reference: 100 })).toMatchObject({ ratio: 1.06, ok: false });
});

it('a bench whose reference measured nothing has no ratio and fails', () => {
  expect(judgeRow({ ...row, value: 0, reference: 0 })).toMatchObject({ ratio: null, ok: false });
});
