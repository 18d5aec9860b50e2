import { type Database, hasTenantWall, migrationStatus, query } from '@pulso/database';
import { type Clock, toAppError } from '@pulso/domain';
import type { ResolvedSettings } from '@pulso/runtime';
import { type Finding, fail, ok, warn } from './finding.ts';

const VERSION_MIN = 15;

/** Whether the database answers, its version, its clock against ours, and its schema. */
export async function checkDatabase(
  db: Database,
  { settings, clock }: { settings: ResolvedSettings; clock: Clock },
): Promise<{ findings: Finding[]; isUsable: boolean; skew_seconds: number | null }> {
  try {
    const version = await checkVersion(db);
    // After the first query, so that the time to connect is not taken for a wrong clock.
    const skew_seconds = await readSkew_seconds(db, clock);
    const schema = await checkSchema(db);
    const wall = await checkWall(db);
    const isUsable = schema.every((one) => one.status !== 'fail');
    return { findings: [version, ...schema, ...wall], isUsable, skew_seconds };
  } catch (thrown) {
    return { findings: [unreachable(thrown, settings)], isUsable: false, skew_seconds: null };
  }
}

async function checkVersion(db: Database): Promise<Finding> {
  const [row] = await query<{ version: number }>(
    db,
    `select current_setting('server_version_num')::int / 10000 as version`,
  );
  const version = row?.version ?? 0;
  if (version >= VERSION_MIN) return ok('database', `Banco de dados responde: PostgreSQL ${version}`);
  const todo = `Atualize o servidor para PostgreSQL ${VERSION_MIN} ou mais novo`;
  return fail('database', `O servidor é PostgreSQL ${version}, velho demais`, todo);
}

/** How far this machine's clock is ahead of the database's, in seconds. */
async function readSkew_seconds(db: Database, clock: Clock): Promise<number> {
  const before = clock.now().getTime();
  const [row] = await query<{ now: Date }>(db, 'select clock_timestamp() as now');
  const between = (before + clock.now().getTime()) / 2;
  return (between - (row?.now.getTime() ?? between)) / 1000;
}

async function checkSchema(db: Database): Promise<Finding[]> {
  const { applied, pending, unknown } = await migrationStatus(db);
  const newer = warn(
    'schema',
    `O banco tem ${unknown.length} migrações de uma versão mais nova do Pulso`,
    'Atualize o Pulso desta máquina',
  );
  const behind = fail('schema', `Faltam ${pending.length} migrações no banco`, 'Rode: npm run pulso -- db migrate');
  const current = ok('schema', `Esquema em dia (${applied.length} migrações)`);
  return [pending.length > 0 ? behind : current, ...(unknown.length > 0 ? [newer] : [])];
}

/** Whether the database itself keeps tenants apart; said only where it does not. */
async function checkWall(db: Database): Promise<Finding[]> {
  if (await hasTenantWall(db)) return [];
  const todo =
    'Como superusuário: create role pulso_tenant nologin; grant pulso_tenant to o usuário de DATABASE_URL; depois: npm run pulso -- db migrate';
  return [warn('wall', 'O banco não separa as empresas por si: o usuário dele não pode criar papéis', todo)];
}

function unreachable(thrown: unknown, { database, dataDir }: ResolvedSettings): Finding {
  const { code, message } = toAppError(thrown);
  const text = `Banco de dados sem resposta: ${message}`;
  if (code !== 'database_unavailable') return fail('database', text, 'Veja os logs do banco de dados');
  return database === 'embedded'
    ? fail('database', text, `O npm start de ${dataDir} não está mais rodando; inicie-o com npm start`)
    : fail('database', text, 'Confira DATABASE_URL, a rede e se o PostgreSQL está no ar');
}
