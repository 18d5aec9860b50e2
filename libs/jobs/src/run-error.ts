import { AppError, toAppError } from '@pulso/domain';
import { MeliError } from '@pulso/meli-client';
import { errorCodeOf } from '@pulso/sync';

/** Whatever a run died of, as one of our codes; Mercado Livre's failures keep their message, which names no secret. */
export function toRunError(thrown: unknown): AppError {
  if (thrown instanceof MeliError) return new AppError(errorCodeOf(thrown), thrown.message, { cause: thrown });
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('interrupted', 'The run was stopped before its end', { cause: thrown });
  }
  return toAppError(thrown);
}
