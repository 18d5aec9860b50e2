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

const NAME_THE_AUTHORITY =
  'its certificate is from an authority that is not trusted; name the file of the right one in DATABASE_URL: sslmode=verify-full&sslrootcert=/path/to/ca.pem';

/** By which Node says why it does not trust a server: OpenSSL's X509_V_ERR_… (Node's manual, "X509 certificate error codes") and its own. */
const CERTIFICATE_CODES = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', NAME_THE_AUTHORITY],
  ['SELF_SIGNED_CERT_IN_CHAIN', NAME_THE_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT', NAME_THE_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', NAME_THE_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', NAME_THE_AUTHORITY],
  ['CERT_SIGNATURE_FAILURE', NAME_THE_AUTHORITY],
  ['CERT_UNTRUSTED', NAME_THE_AUTHORITY],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'its certificate is for another host; DATABASE_URL has to name the host that it is for',
  ],
  ['CERT_HAS_EXPIRED', 'its certificate has expired; it has to be renewed at the server'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet; the clock here or at the server is wrong'],
]);

/** What pg throws when it asked for encryption; it has no code of its own. */
const NO_ENCRYPTION = 'The server does not support SSL connections';

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
  const distrust = CERTIFICATE_CODES.get(code);
  if (distrust) return `${distrust} (${error.message})`;
  if (error.message === NO_ENCRYPTION) {
    return `it offers no encryption; turn ssl on at the server, or take sslmode out of DATABASE_URL in a network of your own (${error.message})`;
  }
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
