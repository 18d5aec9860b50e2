import type { Block } from './read-terraform.ts';

const BEGIN = '<!-- inputs and outputs: written by tools/infra/write-readme.ts -->';
const END = '<!-- end -->';

/** The tables of inputs and outputs of a module, in Markdown. */
export function describeInputs(blocks: readonly Block[]): string {
  const inputs = blocks
    .filter(({ kind }) => kind === 'variable')
    .map(({ name, body }) => [
      `\`${name}\``,
      `\`${typeOf(body['type'])}\``,
      defaultOf(body),
      String(body['description']),
    ]);
  const outputs = blocks
    .filter(({ kind }) => kind === 'output')
    .map(({ name, body }) => [`\`${name}\``, String(body['description'])]);
  return [tableOf(['Input', 'Type', 'Default', 'Means'], inputs), tableOf(['Output', 'Is'], outputs)].join('\n\n');
}

/**
 * Puts the tables in their place in a README.
 * @throws Error when it has no such place
 */
export function withInputs(readme: string, tables: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The README has no place for the tables: ${BEGIN} … ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${readme.slice(end)}`;
}

function tableOf(head: string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function typeOf(type: unknown): string {
  return String(type)
    .replace(/^\$\{(.*)\}$/s, '$1')
    .replaceAll(/\s+/g, ' ');
}

function defaultOf(body: Block['body']): string {
  return 'default' in body ? `\`${JSON.stringify(body['default'])}\`` : 'required';
}
