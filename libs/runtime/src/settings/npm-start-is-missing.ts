import { AppError } from '@pulso/domain';

/**
 * What to tell somebody whose command needs a running `npm start` and found none, or a dead one.
 * @param wanted what the command wanted from it: the database, the simulator, or both
 */
export function npmStartIsMissing(dataDir: string, wanted: { database: boolean; meli: boolean }): AppError {
  const variables = [
    ...(wanted.database ? ['DATABASE_URL and TOKEN_ENCRYPTION_KEY'] : []),
    ...(wanted.meli ? ['MELI_CLIENT_ID and MELI_CLIENT_SECRET'] : []),
  ];
  return new AppError(
    'configuration',
    `No running "npm start" was found for ${dataDir}. Start it with npm start, or set ${variables.join(', and ')}.`,
  );
}
