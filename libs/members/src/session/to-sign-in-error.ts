import { AppError } from '@pulso/domain';

const DEPTH_MAX = 5;

/** What the library threw, as one of our errors; a database that is away stays one, however deep the library wrapped it. */
export function toSignInError(thrown: unknown): unknown {
  let inner = thrown;
  for (let depth = 0; depth < DEPTH_MAX && inner instanceof Error; depth += 1) {
    if (inner instanceof AppError) return inner;
    inner = inner.cause;
  }
  return thrown;
}

/** Whether the library itself refused, rather than failed. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Error && 'statusCode' in thrown && Number(thrown.statusCode) < 500;
}
