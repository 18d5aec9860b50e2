// Usage: node tools/bundles/lay-out.ts FOLDER. Lays out every built program, for the images: FOLDER/api, FOLDER/scheduler, FOLDER/cli.
import { join, resolve } from 'node:path';
import { layOutBundle, programs } from './lay-out-bundle.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder: node tools/bundles/lay-out.ts FOLDER');
for (const program of programs) {
  await layOutBundle(program, resolve(join(folder, program)));
  console.log(join(folder, program));
}
