import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/', import.meta.url);

/** An answer of Mercado Livre in its real shape, with values of our own, as the text that travels. */
export function readFixture(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

export function listFixtures(): string[] {
  return readdirSync(FOLDER).sort();
}
