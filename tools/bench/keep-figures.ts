import { readFile, writeFile } from 'node:fs/promises';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './bench-row.ts';

const FILE = join(import.meta.dirname, '../../docs/benchmarks.md');
const HEAD = `# Benchmarks

Written by \`npm run bench\`, and by a run of named benches with \`--keep\`; each line is of one run, with the machine that it ran on. What
counts is the ratio: value and reference are measured in the same run, so a slower machine moves both. A line stays until its bench is kept
again.

| Bench | Value | Reference | Ratio | Bound | | Kept on |
| --- | --- | --- | --- | --- | --- | --- |
`;

/** Writes rows into docs/benchmarks.md, in the place of earlier ones of the same name; figures in a name do not tell two apart, unless they are longer. */
export async function keepFigures(rows: readonly BenchRow[]): Promise<void> {
  const kept = new Map((await readKept()).map((line) => [keyOf(line.split('|')[1] ?? ''), line]));
  for (const row of rows) kept.set(keyOf(row.name), writeLine(row));
  await writeFile(FILE, `${HEAD}${[...kept.values()].join('\n')}\n`);
}

async function readKept(): Promise<string[]> {
  const text = await readFile(FILE, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (Bench|---)/.test(line));
}

const keyOf = (name: string) => name.trim().replaceAll(/\d/g, '#');

function writeLine({ name, value, unit, reference, ratio, bound, ok }: BenchRow): string {
  const short = (figure: number | null) => (figure === null ? '–' : String(Number(figure.toPrecision(4))));
  const cells = [
    name,
    `${short(value)} ${unit}`,
    `${short(reference)} ${unit}`,
    `${short(ratio)} ×`,
    `≤ ${short(bound)} ×`,
    ok ? 'ok' : 'broken',
    `${new Date().toISOString().slice(0, 10)}: ${describeMachine()}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function describeMachine(): string {
  const [first, ...more] = cpus();
  const memory_gib = Math.round(totalmem() / 2 ** 30);
  return `${more.length + 1} × ${first?.model.trim()}, ${memory_gib} GiB, ${platform()} ${release()}, Node ${process.versions.node}`;
}
