import { MeliNetworkError, MeliRequestError, MeliServerError, MeliTimeoutError } from '@pulso/meli-client';
import { errorCodeOf } from './error-code-of.ts';
import { refusalOf } from './refusal-of.ts';

/** So many failures in a row, without an answer in between, are no longer a matter of single listings, orders or shipments. */
const IN_A_ROW_MAX = 3;

const AWAY = [MeliServerError, MeliTimeoutError, MeliNetworkError] as const;

/** What became of one listing, order or shipment that could not be read. */
interface LoneFailure {
  /** In a word of our closed list of errors, or Mercado Livre's own. */
  reason: string;
  /** Mercado Livre said no; else nothing is known of the resource, and it is as good as not asked. */
  isAnswered: boolean;
}

export interface FailureWatch {
  /** To be told of every answer. */
  answered(): void;
  /**
   * What a failure means for the one resource that was asked for.
   * @throws the error itself when it is wider: no authorisation, throttled for good, or Mercado Livre as a whole is away
   */
  judge(error: unknown): LoneFailure;
}

/**
 * Watches a loop over listings, orders or shipments, so that one that keeps failing does not hold back those behind it, while
 * an outage ends the loop at its third call (API document Q32, Q65).
 * @param options.areIdsForeign the ids come from outside, as with notices: a 400 then speaks of the id and not of how we ask
 */
export function watchFailures({ areIdsForeign = false }: { areIdsForeign?: boolean } = {}): FailureWatch {
  let inARow = 0;
  return {
    answered() {
      inARow = 0;
    },
    judge(error) {
      const isRequest = error instanceof MeliRequestError;
      const refusal = isRequest ? `${error.status} ${error.code ?? 'not accepted'}` : refusalOf(error);
      if (refusal !== null && (!isRequest || areIdsForeign)) {
        inARow = 0;
        return { reason: refusal, isAnswered: true };
      }
      if (!isRequest && !AWAY.some((kind) => error instanceof kind)) throw error;
      inARow += 1;
      if (inARow >= IN_A_ROW_MAX) throw error;
      return { reason: refusal ?? errorCodeOf(error as MeliServerError), isAnswered: false };
    },
  };
}
