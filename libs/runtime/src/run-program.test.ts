import { AppError } from '@pulso/domain';
import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

async function endOf(main: () => Promise<void>): Promise<{ said: string; code: number | null }> {
  const end = { said: '', code: null as number | null };
  await runProgram(main, {
    stderr: { write: (text) => (end.said += text) },
    exit: (code) => {
      end.code = code;
    },
  });
  return end;
}

test('a program that ends well says nothing and does not exit early', async () => {
  expect(await endOf(async () => {})).toEqual({ said: '', code: null });
});

test('a program stopped by one of our errors says its sentence alone and ends with its exit code', async () => {
  const end = await endOf(() => Promise.reject(new AppError('configuration', 'PORT 80 is taken')));
  expect(end).toEqual({ said: 'PORT 80 is taken\n', code: 2 });
});

test('a program stopped by anything else shows where, without the secrets in it', async () => {
  const end = await endOf(() => Promise.reject(new Error('no way to postgres://pulso:hidden@db/pulso')));
  expect(end.code).toBe(1);
  expect(end.said).toContain('run-program.test.ts');
  expect(end.said).not.toContain('hidden');
});
