import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '@pulso/domain';
import { describe, expect, test } from 'vitest';
import { Secret } from '../secret.ts';
import { createLogger } from './create-logger.ts';

function logInto(lines: string[]) {
  return createLogger({ app: 'test', level: 'trace', to: { write: (line) => void lines.push(line) } });
}

describe('the log', () => {
  test('goes to stderr as JSON lines and leaves stdout to results', async () => {
    const script = `
      import { createLogger } from ${JSON.stringify(new URL('./create-logger.ts', import.meta.url).href)};
      createLogger({ app: 'child', level: 'info' }).info({ rows: 3 }, 'done');
    `;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ level: 'info', app: 'child', rows: 3, msg: 'done' });
  });

  test('keeps quiet below its level', () => {
    const lines: string[] = [];
    createLogger({ app: 'test', level: 'warn', to: { write: (line) => void lines.push(line) } }).info('hidden');
    expect(lines).toEqual([]);
  });

  test('hides fields that carry secrets, at any depth and in child loggers', () => {
    const lines: string[] = [];
    const headers = { authorization: 'hidden-1', cookie: ['hidden-2'], 'x-internal-key': 'hidden-3', accept: 'shown' };
    const body = { refresh_token: 'hidden-4', clientSecret: 'hidden-5', code: 'hidden-6', key: 'hidden-7' };
    logInto(lines)
      .child({ accessToken: 'hidden-8' })
      .info({ request: { headers, deep: [{ body }] }, wrapped: new Secret('hidden-9'), tokens: 2 }, 'call');
    expect(lines.join()).not.toContain('hidden');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ request: { headers: { accept: 'shown' } }, tokens: 2 });
  });

  test('hides what looks like a secret in the middle of a text', () => {
    const lines: string[] = [];
    const log = logInto(lines);
    log.info('GET /oauth/token?refresh_token=hidden-1&x=1 Bearer hidden-2-hidden');
    log.info(
      { url: 'postgres://pulso:hidden-3@127.0.0.1:5432/pulso' },
      'token APP_USR-hidden-4-hidden and TG-hidden-5-55',
    );
    expect(lines.join()).not.toContain('hidden');
    expect(lines[1]).toContain('127.0.0.1:5432/pulso');
    for (const line of lines) JSON.parse(line);
  });

  test('shows an error with its code and causes, and none of its other properties', () => {
    const lines: string[] = [];
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', request: { header: 'hidden' } });
    logInto(lines).error({ err: new AppError('database_unavailable', 'away', { cause }) }, 'failed');
    expect(lines.join()).not.toContain('hidden');
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({
      type: 'AppError',
      code: 'database_unavailable',
      cause: { message: 'refused', code: 'ECONNREFUSED' },
    });
  });
});
