import type { AppErrorCode } from '@pulso/domain';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  type MeliError,
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

/** Our word for a failed call to Mercado Livre. */
export function errorCodeOf(error: MeliError): AppErrorCode {
  return codeByKind.find(([kind]) => error instanceof kind)?.[1] ?? 'meli_unavailable';
}
