import { AppError } from '@pulso/domain';
import pg from 'pg';

/** What a connection needs, read from the URL with pg's own reading of `sslmode`, `sslrootcert` and the like. */
export interface ConnectionSettings {
  host: string;
  port: number;
  database: string | undefined;
  user: string | undefined;
  password: string | undefined;
  ssl: object | boolean;
  options: string | undefined;
}

/**
 * Reads a PostgreSQL URL.
 * @param name the variable that holds it
 * @throws AppError `configuration` when it is no such URL or names a certificate file that cannot be read;
 *   the message never repeats the URL, because it carries a password
 */
export function parseDatabaseUrl(url: string, name = 'DATABASE_URL'): ConnectionSettings {
  if (!/^postgres(ql)?:\/\//.test(url)) throw notAUrl(name);
  try {
    return settingsOf(new pg.Client({ connectionString: url }));
  } catch (error) {
    if (error instanceof Error && 'path' in error && 'code' in error) {
      throw new AppError('configuration', `${name} names the file ${error.path}, which cannot be read (${error.code})`);
    }
    throw notAUrl(name);
  }
}

function notAUrl(name: string): AppError {
  return new AppError('configuration', `${name} must look like postgresql://user:password@host:5432/database`);
}

/** A client that was never connected is pg's public way to its URL parser; its type hides two of the fields. */
function settingsOf(client: pg.Client): ConnectionSettings {
  const hidden = client as unknown as { ssl: { key?: string } | boolean; connectionParameters: { options?: string } };
  const { ssl } = hidden;
  return {
    host: client.host,
    port: client.port,
    database: client.database,
    user: client.user,
    password: client.password,
    // pg hides the private key from enumeration, and Sequelize copies only what can be enumerated.
    ssl: typeof ssl === 'object' ? { ...ssl, ...(ssl.key ? { key: ssl.key } : {}) } : ssl,
    options: hidden.connectionParameters.options,
  };
}
