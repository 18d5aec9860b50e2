import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { createDatabase } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { urlOfDatabase, withServer } from './with-server.ts';

/** Held shared by whoever copies a template, alone by whoever makes one. */
const LOCK = `hashtextextended('pulso template', 0)`;

/** Named by who tests another release on the schema of this one: a template that stands already, whatever migrations the tests know. */
const GIVEN = process.env.PULSO_TEST_TEMPLATE;

/**
 * Makes sure that the server has the template database of the present migrations.
 * @returns its name
 */
export async function keepTemplate(serverUrl: string): Promise<string> {
  const template = templateName();
  await withServer(serverUrl, (client) => makeOnce(client, serverUrl, template));
  return template;
}

/**
 * Makes `name` a copy of the template database of the present migrations, and the template itself when the server has
 * none yet. Safe among any number of test processes.
 */
export async function copyTemplate(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const template = GIVEN ?? templateName();
  while (!(await copyWhenThere(client, template, name))) {
    if (GIVEN) throw new Error(`the server has no database ${GIVEN} (PULSO_TEST_TEMPLATE)`);
    await makeOnce(client, serverUrl, template);
  }
}

async function copyWhenThere(client: pg.Client, template: string, name: string): Promise<boolean> {
  await client.query(`select pg_advisory_lock_shared(${LOCK})`);
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount === 1) await client.query(`create database ${name} template ${template} strategy file_copy`);
    return rowCount === 1;
  } finally {
    await client.query(`select pg_advisory_unlock_shared(${LOCK})`);
  }
}

async function makeOnce(client: pg.Client, serverUrl: string, template: string): Promise<void> {
  await client.query(`select pg_advisory_lock(${LOCK})`);
  try {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^pulso_template_'`,
    );
    if (rows.some(({ name }) => name === template)) return;
    // Those of earlier migrations, and one that was interrupted.
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
    await make(client, serverUrl, template);
  } finally {
    await client.query(`select pg_advisory_unlock(${LOCK})`);
  }
}

async function make(client: pg.Client, serverUrl: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`create database ${unfinished} template template0`);
  const db = createDatabase({
    url: urlOfDatabase(serverUrl, unfinished),
    poolMax: 1,
    applicationName: 'pulso-template',
  });
  await migrate(db).finally(() => db.close());
  await client.query(`alter database ${unfinished} with allow_connections false`);
  // Renamed at the end, so that a template under its name is always complete.
  await client.query(`alter database ${unfinished} rename to ${template}`);
}

/** Changes with every character of the migrations, and of the wall that they end with. */
function templateName(): string {
  const hash = createHash('sha256');
  for (const name of ['../migrations/', '../tenant-wall/']) {
    const folder = new URL(name, import.meta.url);
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(new URL(file, folder)));
  }
  return `pulso_template_${hash.digest('hex').slice(0, 16)}`;
}
