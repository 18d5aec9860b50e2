import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { change } from './add-a-metric.ts';

const root = join(import.meta.dirname, '../..');

it('each edit of a contributor’s first day finds its one place in the file that it names', () => {
  const texts = new Map<string, string>();
  const edits = change.flatMap((one) => one.edits);
  const lost = edits.filter(({ file, after, text }) => {
    const before = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    texts.set(
      file,
      before.replace(after, () => after + text),
    );
    return before.split(after).length !== 2;
  });
  expect(lost).toEqual([]);
  expect(edits.length).toBeGreaterThan(10);
});
