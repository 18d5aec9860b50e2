import { MeliError, MeliRefusedError } from '@pulso/meli-client';

/**
 * The word for a failure that concerns one listing or shipment alone; null when the failure is wider and
 * must end the sync of the connection (no authorisation, throttled for good, Mercado Livre away).
 */
export function refusalOf(error: unknown): string | null {
  if (error instanceof MeliRefusedError) return `${error.status} ${error.code ?? 'refused'}`;
  if (error instanceof MeliError && error.name === 'MeliContractError') return 'unknown form';
  return null;
}

/** True when Mercado Livre refuses this one listing or shipment to us, and no permission of the application is missing. */
export function isRefusedAlone(error: unknown): boolean {
  return error instanceof MeliRefusedError && error.scope === 'resource';
}
