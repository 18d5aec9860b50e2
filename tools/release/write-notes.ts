// Usage: node tools/release/write-notes.ts vX.Y.Z. Prints what is new in the version of that tag, in both languages, or says what is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesOf } from './notes-of.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const [tag] = process.argv.slice(2);
const { version } = JSON.parse(read('package.json'));
if (tag !== `v${version}`) throw new Error(`The tag is ${tag ?? 'missing'}, but package.json says ${version}`);
console.log(`${notesOf(read('CHANGELOG.pt-BR.md'), version)}\n\n---\n\n${notesOf(read('CHANGELOG.md'), version)}`);
