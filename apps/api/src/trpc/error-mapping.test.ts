import { AppError, type AppErrorCode, errorTable } from '@pulso/domain';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, test } from 'vitest';
import { toTrpcError, trpcCodes } from './error-mapping.ts';

describe('errors of procedures', () => {
  test.each(Object.keys(errorTable) as AppErrorCode[])('%s has the same status as over plain HTTP', (code) => {
    const error = toTrpcError(new AppError(code, 'What happened'));
    expect(getHTTPStatusCodeFromError(error)).toBe(errorTable[code].httpStatus);
    expect(error.code).toBe(trpcCodes[code]);
  });

  test('keep our sentence, and say nothing when the failure has no name', () => {
    expect(toTrpcError(new AppError('not_found', 'There is no such run')).message).toBe('There is no such run');
    const unknown = toTrpcError(new Error('relation "secret_table" does not exist'));
    expect(unknown.code).toBe('INTERNAL_SERVER_ERROR');
    expect(unknown.message).not.toContain('secret_table');
  });

  test('wrapped by tRPC are unwrapped, and its own refusals pass', () => {
    const wrapped = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new AppError('forbidden', 'No') });
    expect(toTrpcError(wrapped)).toMatchObject({ code: 'FORBIDDEN', message: 'No' });
    const own = new TRPCError({ code: 'BAD_REQUEST', message: 'x' });
    expect(toTrpcError(own)).toBe(own);
  });
});
