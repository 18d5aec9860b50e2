import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlocks } from './read-blocks.ts';

/** Lines as PostgreSQL's text format may write them, with the ones that look most like an end. */
const rowLine = fc.oneof(
  fc.constantFrom('', '\\\\.', '.', '\\N', 'a\\.', '\\\\', '\\.x', 'ção\t😀'),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')),
);
const blocks = fc.array(fc.array(rowLine, { maxLength: 6 }), { maxLength: 5 });

/** The bytes in pieces of these sizes. */
function* inPieces(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let from = 0, piece = 0; from < bytes.length; piece += 1) {
    const to = from + (sizes[piece % sizes.length] ?? 1);
    yield bytes.subarray(from, to);
    from = to;
  }
}

const toAsync = async function* (pieces: Iterable<Buffer>) {
  yield* pieces;
};

async function textOf(rows: AsyncGenerator<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(rows)).toString();
}

describe('the blocks of a backup', () => {
  it('are the same in whatever pieces the file is read', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(blocks, sizes, async (written, of) => {
        const texts = written.map((lines) => lines.map((line) => `${line}\n`).join(''));
        const file = `first\n${texts.map((text) => `${text}\\.\n`).join('')}last\n`;
        const read = readBlocks(toAsync(inPieces(Buffer.from(file), of)));
        expect(await read.line()).toBe('first');
        for (const text of texts) expect(await textOf(read.rows())).toBe(text);
        expect(await read.line()).toBe('last');
        expect(await read.line()).toBeNull();
      }),
    );
  });

  it('are an error when the file ends in the middle of one', async () => {
    const read = readBlocks(toAsync([Buffer.from('a\nb\n\\.')]));
    await expect(textOf(read.rows())).rejects.toThrow(/middle of its rows/);
  });
});
