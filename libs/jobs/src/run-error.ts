import { AppError, type AppErrorCode, toAppError } from '@pulso/domain';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  MeliError,
  MeliNetworkError,
  MeliRateLimitError,
  MeliRefusedError,
  MeliRequestError,
  MeliServerError,
  MeliTimeoutError,
} from '@pulso/meli-client';

const codeByKind: readonly [new (...args: never[]) => MeliError, AppErrorCode][] = [
  [MeliAuthorizationError, 'reauthorisation_required'],
  [MeliConfigurationError, 'meli_configuration'],
  [MeliContractError, 'meli_contract'],
  [MeliNetworkError, 'meli_unavailable'],
  [MeliRateLimitError, 'meli_throttled'],
  [MeliRefusedError, 'meli_refused'],
  [MeliRequestError, 'internal'],
  [MeliServerError, 'meli_unavailable'],
  [MeliTimeoutError, 'meli_unavailable'],
];

/** Whatever a run died of, as one of our codes; Mercado Livre's failures keep their message, which names no secret. */
export function toRunError(thrown: unknown): AppError {
  if (thrown instanceof MeliError) {
    const code = codeByKind.find(([kind]) => thrown instanceof kind)?.[1] ?? 'meli_unavailable';
    return new AppError(code, thrown.message, { cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('interrupted', 'The run was stopped before its end', { cause: thrown });
  }
  return toAppError(thrown);
}
