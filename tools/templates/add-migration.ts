import type { Files } from './files.ts';

const FOLDER = 'libs/database/src/migrations';
const END = /\n\];\n$/;

/**
 * `npx nx g ./tools/templates/generators.json:migration keep-notes-of-sellers`
 *
 * Writes a migration behind all others and enters it. It does nothing yet, forth or back.
 * @param options.now for the name; the clock when left out
 * @throws Error when the last migration lies in the future: a name by this clock would run before it
 */
export default function addMigration(tree: Files, { name, now = new Date() }: { name: string; now?: Date }): void {
  const index = tree.read(`${FOLDER}/index.ts`, 'utf8') ?? '';
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '');
  const instants = [...index.matchAll(/name: '(\d{8}T\d{6})-/g)].map(([, instant = '']) => instant);
  const last = instants.sort().at(-1) ?? '';
  if (stamp <= last) throw new Error(`The last migration is of ${last}, and this clock says ${stamp}`);
  if (!END.test(index)) throw new Error(`${FOLDER}/index.ts does not end with the list`);
  const full = `${stamp}-${name}`;
  tree.write(
    `${FOLDER}/${full}.sql`,
    `-- What it does, and why. A new table says what one row of it is: comment on table … is '…';\nselect 1\n`,
  );
  tree.write(
    `${FOLDER}/index.ts`,
    index.replace(END, () => `\n${entry(full)}];\n`),
  );
}

const entry = (name: string) => `  sqlMigration({
    name: '${name}',
    up: readSql(new URL('./${name}.sql', import.meta.url)),
    down: 'select 1',
  }),
`;
