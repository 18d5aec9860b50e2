import type { Table } from './read-tables.ts';

const INTRODUCTION = `# Data model

Written by \`npm run data-model\` from the schema that the migrations make; a test compares the two. A column marked \`?\` may be
null, and null means that it is not known. Keys begin with the tenant wherever a row belongs to one.
Which amounts and instants these are is said by [metrics.md](metrics.md) and [glossary.md](glossary.md); how they come about by
[architecture.md](architecture.md).`;

/**
 * The document of the data model.
 * @throws Error when a table does not say what one row of it is
 */
export function describeTables(tables: readonly Table[]): string {
  return `${[INTRODUCTION, ...tables.map(describeTable)].join('\n\n')}\n`;
}

function describeTable({ name, grain, key, refersTo, columns }: Table): string {
  if (grain === null) throw new Error(`the table ${name} has no comment; add what one row of it is to a migration`);
  const facts = [`Key: ${key.map(code).join(', ')}.`];
  if (refersTo.length > 0) facts.push(`Refers to ${refersTo.map(code).join(', ')}.`);
  const list = columns.map((column) => `${code(column.name)} ${column.type}${column.isNullable ? '?' : ''}`);
  return [`## ${name}`, grain, facts.join(' '), `Columns: ${list.join(', ')}.`].join('\n\n');
}

const code = (name: string) => `\`${name}\``;
