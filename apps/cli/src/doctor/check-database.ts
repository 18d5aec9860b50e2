import { type Database, migrationStatus, query } from '@pulso/database';
import { type Clock, toAppError } from '@pulso/domain';
import type { ResolvedSettings } from '@pulso/runtime';
import { type Finding, fail, ok, warn } from './finding.ts';

const VERSION_MIN = 15;
const SKEW_WARN_SECONDS = 5;
const SKEW_FAIL_SECONDS = 60;

/** Whether the database answers, its version, its clock against ours, and its schema. */
export async function checkDatabase(
  db: Database,
  { settings, clock }: { settings: ResolvedSettings; clock: Clock },
): Promise<{ findings: Finding[]; isUsable: boolean }> {
  try {
    const version = await checkVersion(db);
    // After the first query, so that the time to connect is not taken for a wrong clock.
    const skew = await checkClock(db, clock);
    const schema = await checkSchema(db);
    const isUsable = schema.every((one) => one.status !== 'fail');
    return { findings: [version, skew, ...schema], isUsable };
  } catch (thrown) {
    return { findings: [unreachable(thrown, settings)], isUsable: false };
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

async function checkClock(db: Database, clock: Clock): Promise<Finding> {
  const before = clock.now().getTime();
  const [row] = await query<{ now: Date }>(db, 'select clock_timestamp() as now');
  const between = (before + clock.now().getTime()) / 2;
  const skew_seconds = Math.round((between - (row?.now.getTime() ?? between)) / 100) / 10;
  const size_seconds = Math.abs(skew_seconds);
  const direction = skew_seconds > 0 ? 'adiantado' : 'atrasado';
  const message = `Relógio desta máquina ${direction} ${size_seconds} s em relação ao do banco de dados`;
  const todo = 'Acerte o relógio (NTP) desta máquina e o do banco: os dias e as horas de execução dependem dele';
  if (size_seconds > SKEW_FAIL_SECONDS) return fail('clock', message, todo);
  return size_seconds > SKEW_WARN_SECONDS ? warn('clock', message, todo) : ok('clock', 'Relógio de acordo com o banco');
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

function unreachable(thrown: unknown, { database, dataDir }: ResolvedSettings): Finding {
  const { code, message } = toAppError(thrown);
  const text = `Banco de dados sem resposta: ${message}`;
  if (code !== 'database_unavailable') return fail('database', text, 'Veja os logs do banco de dados');
  return database === 'embedded'
    ? fail('database', text, `O npm start de ${dataDir} não está mais rodando; inicie-o com npm start`)
    : fail('database', text, 'Confira DATABASE_URL, a rede e se o PostgreSQL está no ar');
}
