import { AppError } from '@pulso/domain';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseEnv } from './parse-env.ts';
import { secretText, wholeNumber } from './variable-schemas.ts';

const Example = z.object({ NAME: z.string(), COUNT: wholeNumber(1, 5).default(3), KEY: secretText.optional() });

function faultsOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}

describe('reading the environment', () => {
  test('takes an empty or blank variable as a missing one', () => {
    expect(parseEnv(Example, { NAME: 'pulso', COUNT: '', KEY: '  ' })).toEqual({ NAME: 'pulso', COUNT: 3 });
    expect(faultsOf(() => parseEnv(Example, { NAME: '' })).message).toContain('NAME: is missing');
  });

  test('trims values and ignores variables of others', () => {
    expect(parseEnv(Example, { NAME: ' pulso ', COUNT: '2', PATH: '/bin' })).toEqual({ NAME: 'pulso', COUNT: 2 });
  });

  test('lists every fault at once, one line per variable', () => {
    const error = faultsOf(() => parseEnv(Example, { COUNT: '9' }));
    expect(error.code).toBe('configuration');
    expect(error.faults.map((fault) => fault.path)).toEqual(['NAME', 'COUNT']);
    expect(error.message.split('\n').slice(1)).toEqual([
      '  NAME: is missing',
      '  COUNT: must be a whole number from 1 to 5',
    ]);
  });

  test.each(['1e2', '0x10', '1.5', '-1', '99999999999', 'two'])('refuses %s as a whole number', (COUNT) => {
    expect(faultsOf(() => parseEnv(Example, { NAME: 'pulso', COUNT })).faults[0]?.path).toBe('COUNT');
  });
});
