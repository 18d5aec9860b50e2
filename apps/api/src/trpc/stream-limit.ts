import { AppError } from '@pulso/domain';
import { toTrpcError } from './error-mapping.ts';

/** Each open stream looks into the database once a second: those of one company must not become a load for all. */
export interface StreamLimit {
  /**
   * The same stream, which has a place from its first word to its end, however it ends.
   * @throws TRPCError `TOO_MANY_REQUESTS`, at the first word, when the company has as many open as it may
   */
  inPlace<Told>(tenantId: string, stream: AsyncGenerator<Told, void>): AsyncGenerator<Told, void>;
}

/** More than a company has pages open at once; a browser keeps six connections to one server at most. */
const OF_A_TENANT = 60;

/** Counts per process. */
export function createStreamLimit(): StreamLimit {
  const open = new Map<string, number>();
  const count = (tenantId: string, by: 1 | -1) => {
    const left = (open.get(tenantId) ?? 0) + by;
    if (left > 0) open.set(tenantId, left);
    else open.delete(tenantId);
  };
  return {
    async *inPlace(tenantId, stream) {
      if ((open.get(tenantId) ?? 0) >= OF_A_TENANT) {
        const message = `The company has ${OF_A_TENANT} streams open already; close some of its pages`;
        throw toTrpcError(new AppError('too_many_attempts', message));
      }
      count(tenantId, 1);
      try {
        yield* stream;
      } finally {
        count(tenantId, -1);
      }
    },
  };
}
