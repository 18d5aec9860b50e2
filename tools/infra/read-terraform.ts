import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@cdktn/hcl2json';

/** Attributes and blocks of one place in HCL; blocks are lists, expressions are texts in `${…}`. */
export type Body = Record<string, unknown>;

/** One resource, data source, variable, output or module call. */
export interface Block {
  /** Relative to the root of the module, with slashes. */
  file: string;
  kind: 'resource' | 'data' | 'variable' | 'output' | 'module';
  /** Of a resource or data source; else empty. */
  type: string;
  name: string;
  body: Body;
}

/** Everything of one folder tree of `.tf` files. */
export interface Terraform {
  blocks: Block[];
  /** Texts by file. */
  texts: Record<string, string>;
}

export const terraformRoot = join(import.meta.dirname, '../../infra/terraform');

/**
 * Reads every `.tf` file under a folder.
 * @throws Error with the place of a fault in the language
 */
export async function readTerraform(folder: string = terraformRoot): Promise<Terraform> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tf') && !path.includes('.terraform'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const blocks: Block[] = [];
  for (const file of files) blocks.push(...blocksOf(file, (await parse(file, texts[file] ?? '')) as Body));
  return { blocks, texts };
}

/** The folder of a file, as modules are named; the root is ''. */
export function moduleOf(file: string): string {
  const folder = relative('.', join(file, '..')).replaceAll('\\', '/');
  return folder === '.' ? '' : folder;
}

function blocksOf(file: string, parsed: Body): Block[] {
  const named = (kind: Block['kind'], type: string, byName: unknown): Block[] =>
    Object.entries((byName ?? {}) as Record<string, Body[]>).flatMap(([name, bodies]) =>
      bodies.map((body) => ({ file, kind, type, name, body })),
    );
  const typed = (kind: Block['kind']) =>
    Object.entries((parsed[kind] ?? {}) as Body).flatMap(([type, byName]) => named(kind, type, byName));
  return [
    ...typed('resource'),
    ...typed('data'),
    ...(['variable', 'output', 'module'] as const).flatMap((kind) => named(kind, '', parsed[kind])),
  ];
}
