import { AppError } from '@pulso/domain';
import { ConnectionAcquireTimeoutError, ConnectionError } from 'sequelize';

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** SQLSTATEs by which a server says "not now": PostgreSQL manual, appendix A. */
const SERVER_CODES = new Map([
  ['25P03', 'it ended a transaction in which nothing happened any more'],
  ['53300', 'it has no connection left; lower DATABASE_POOL or raise max_connections'],
  ['57P01', 'it is being stopped'],
  ['57P02', 'it is restarting after a crash'],
  ['57P03', 'it is still starting'],
  ['57P05', 'it ended an idle connection'],
  ['25006', 'it accepts no writes (standby or read-only)'],
]);

const LOST_CONNECTION = /connection terminated|not queryable|connection ended|server closed the connection/i;

/**
 * What a failed database call means to us: an `AppError` `database_unavailable` when there was no answer
 * (connection refused or lost, too many connections, starting up, read-only), else the error as it came.
 */
export function toDatabaseError(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  const reason = unavailableBecause(thrown);
  if (reason === null) return thrown;
  return new AppError('database_unavailable', `The database cannot be used: ${reason}`, { cause: thrown });
}

function unavailableBecause(thrown: unknown): string | null {
  if (thrown instanceof ConnectionAcquireTimeoutError) return 'no connection of the pool became free in time';
  const error = originOf(thrown);
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const said = SERVER_CODES.get(code);
  if (said) return said;
  if (NETWORK_CODES.has(code) || code.startsWith('08') || LOST_CONNECTION.test(error.message)) {
    return `no connection to the server (${code || error.message})`;
  }
  return thrown instanceof ConnectionError ? `the server refused the connection (${error.message})` : null;
}

/** Sequelize wraps what pg threw; pg in turn may bundle one failure per address of the host. */
function originOf(thrown: unknown): unknown {
  const inner = thrown instanceof Error && 'original' in thrown ? thrown.original : thrown;
  return inner instanceof AggregateError && inner.errors[0] instanceof Error ? inner.errors[0] : inner;
}
