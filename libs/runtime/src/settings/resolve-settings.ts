import type { Environment } from '../environment/read-environment.ts';
import { readLocalSecrets } from '../local-state/local-secrets.ts';
import { type RunningStart, readRunningStart } from '../local-state/running-start.ts';
import { Secret } from '../secret.ts';
import { npmStartIsMissing } from './npm-start-is-missing.ts';
import { parseSettings } from './parse-settings.ts';
import { ratesOf } from './rates-of.ts';
import type { MeliRates, MeliSettings, Settings } from './settings.ts';

/** Settings with every gap closed from a running `npm start`; what is still open stops the command. */
export interface ResolvedSettings extends Settings {
  databaseUrl: Secret;
  /** `embedded`: the database of a running `npm start`. Its address may be stale; connect before believing it. */
  database: 'embedded' | 'external';
  source: 'simulator' | 'mercadolivre';
  /** null only when the command does not need Mercado Livre and nothing names one. */
  meli: MeliSettings | null;
  rates: MeliRates;
}

/**
 * What `api`, `scheduler` and `pulso` work with (contract 1): the environment first, and for what it
 * leaves out the database, simulator and secrets of a running `npm start` on the same data folder.
 *
 * @param options.needsMeli false for commands that only touch the database
 * @throws AppError `configuration` that says what to start or to set
 */
export async function resolveSettings(
  source: Environment,
  { folder = process.cwd(), needsMeli = true }: { folder?: string; needsMeli?: boolean } = {},
): Promise<ResolvedSettings> {
  const settings = parseSettings(source, folder);
  const running = settings.databaseUrl && settings.meli ? null : await readRunningStart(settings.dataDir);
  const meli = settings.meli ?? simulatorOf(running, settings.meliHosts);
  const databaseUrl = settings.databaseUrl ?? databaseOf(running);
  if (!databaseUrl || (needsMeli && !meli)) {
    throw npmStartIsMissing(settings.dataDir, { database: !databaseUrl, meli: needsMeli && !meli });
  }
  const database = settings.databaseUrl ? 'external' : 'embedded';
  const from = settings.meli ? 'mercadolivre' : 'simulator';
  return {
    ...settings,
    ...(database === 'embedded' ? await withLocalSecrets(settings) : {}),
    databaseUrl,
    database,
    source: from,
    meli,
    rates: ratesOf(settings, from),
  };
}

function databaseOf(running: RunningStart | null): Secret | null {
  return running?.databaseUrl ? new Secret(running.databaseUrl) : null;
}

function simulatorOf(running: RunningStart | null, hosts: Settings['meliHosts']): MeliSettings | null {
  if (!running?.simulator) return null;
  const { apiUrl, authUrl, clientId, clientSecret } = running.simulator;
  return {
    apiUrl: hosts.apiUrl ?? apiUrl,
    authUrl: hosts.authUrl ?? authUrl,
    clientId,
    clientSecret: new Secret(clientSecret),
    redirectUri: null,
  };
}

/** Keys set in the environment stand before the generated ones. */
async function withLocalSecrets(settings: Settings): Promise<Pick<Settings, 'jobsKeys' | 'encryptionKeys'>> {
  const local = await readLocalSecrets(settings.dataDir);
  return {
    jobsKeys: settings.jobsKeys.length > 0 ? settings.jobsKeys : (local?.jobsKeys ?? []),
    encryptionKeys: settings.encryptionKeys.length > 0 ? settings.encryptionKeys : (local?.encryptionKeys ?? []),
  };
}
