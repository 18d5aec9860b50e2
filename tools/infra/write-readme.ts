import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInputs, withInputs } from './describe-inputs.ts';
import { moduleOf, readTerraform, terraformRoot } from './read-terraform.ts';

/** Writes the tables of inputs and outputs into the README of the Terraform module, as a test demands. */
const file = join(terraformRoot, 'README.md');
const own = (await readTerraform()).blocks.filter((block) => moduleOf(block.file) === '');
writeFileSync(file, withInputs(readFileSync(file, 'utf8'), describeInputs(own)));
process.exit();
