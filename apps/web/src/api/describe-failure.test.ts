import { describe, expect, it } from 'vitest';
import { causeOf, isPassing } from './describe-failure.ts';
import type { ApiFailure } from './trpc.ts';

type Data = NonNullable<ApiFailure['data']>;
const failure = (data: Pick<Data, 'code' | 'httpStatus' | 'errorCode'>) => ({ data: { ...data, faults: [] } });

describe('a failed call', () => {
  it.each([
    [{ code: 'UNAUTHORIZED', httpStatus: 401, errorCode: 'unauthenticated' }, 'signIn', false],
    [{ code: 'SERVICE_UNAVAILABLE', httpStatus: 503, errorCode: 'database_unavailable' }, 'database', true],
    [{ code: 'SERVICE_UNAVAILABLE', httpStatus: 503, errorCode: 'schema_behind' }, 'schema', false],
    [{ code: 'NOT_FOUND', httpStatus: 404, errorCode: 'not_found' }, 'noTenant', false],
    [{ code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, errorCode: 'internal' }, 'ours', true],
    [{ code: 'FORBIDDEN', httpStatus: 403, errorCode: 'forbidden' }, 'forbidden', false],
    [{ code: 'TOO_MANY_REQUESTS', httpStatus: 429, errorCode: 'too_many_attempts' }, 'busy', true],
    [{ code: 'BAD_REQUEST', httpStatus: 400, errorCode: 'invalid_input' }, 'ours', false],
  ] as const)('with %o has the cause %s', (data, cause, passing) => {
    expect(causeOf(failure(data))).toBe(cause);
    expect(isPassing(failure(data))).toBe(passing);
  });

  it('without any answer is a server out of reach, and worth asking again', () => {
    expect(causeOf({ data: null })).toBe('unreachable');
    expect(isPassing({ data: undefined })).toBe(true);
  });
});
