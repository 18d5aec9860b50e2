import { readFileSync } from 'node:fs';

/**
 * The text of a statement that lives in its own file.
 * Always write the call as `readSql(new URL('./name.sql', import.meta.url))`: the build finds exactly
 * this form and puts the text in its place, because a bundle has no files beside it.
 */
export function readSql(file: URL): string {
  return readFileSync(file, 'utf8');
}
