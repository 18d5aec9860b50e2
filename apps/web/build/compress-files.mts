import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this the head of an answer weighs more than what is saved. */
const WORTH_BYTES = 1024;
const COMPRESSIBLE = /\.(js|css|html|svg)$/;
/** The highest levels take seconds for some percent. */
const BROTLI_LEVEL = 9;

const squeeze = {
  br: (text: Buffer) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } }),
  gz: (text: Buffer) => promisify(gzip)(text),
};

/** Writes each file of the page a second and a third time, compressed, so that the API has nothing to do but send them. */
export function compressFiles(): Plugin {
  return {
    name: 'pulso-compress-files',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((one) => COMPRESSIBLE.test(one))) {
        const text = await readFile(join(dir, name));
        if (text.length < WORTH_BYTES) continue;
        for (const [ending, compress] of Object.entries(squeeze)) {
          await writeFile(join(dir, `${name}.${ending}`), await compress(text));
        }
      }
    },
  };
}
