import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Arguments } from './find-faulty-arguments.ts';
import { type Body, readTerraform } from './read-terraform.ts';

/** As `terraform providers schema -json` writes it. */
interface Schema {
  attributes?: Record<string, { required?: boolean; optional?: boolean; deprecated?: boolean }>;
  block_types?: Record<string, { min_items?: number; max_items?: number; block: Schema }>;
}

/**
 * Keeps of a provider's schema what our resources need, so that they can be checked where no provider is:
 * `terraform providers schema -json | node tools/infra/keep-provider-arguments.ts`
 */
const { provider_schemas } = JSON.parse(await text(process.stdin)) as {
  provider_schemas: Record<
    string,
    Record<'resource_schemas' | 'data_source_schemas', Record<string, { block: Schema }>>
  >;
};
const provider = Object.entries(provider_schemas).find(([name]) => name.endsWith('/hashicorp/aws'))?.[1];
if (!provider) throw new Error('The schema on stdin holds no provider hashicorp/aws');

const bodies = new Map<string, Body[]>();
for (const { kind, type, body } of (await readTerraform()).blocks) {
  if (kind !== 'resource' && kind !== 'data') continue;
  const key = kind === 'data' ? `data.${type}` : type;
  bodies.set(key, [...(bodies.get(key) ?? []), body]);
}
const kept = [...bodies]
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([key, given]) => {
    const schemas = key.startsWith('data.') ? provider.data_source_schemas : provider.resource_schemas;
    const schema = schemas[key.replace('data.', '')];
    if (!schema) throw new Error(`The provider knows no ${key}`);
    return [key, argumentsOf(schema.block, given)] as const;
  });
const file = join(import.meta.dirname, 'provider-arguments.json');
writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
console.log(`kept ${kept.length} kinds; now: npx biome format --write ${file}`);
process.exit();

/** Blocks that nobody gives and nothing demands are left out; what is deprecated is not taken. */
function argumentsOf({ attributes = {}, block_types = {} }: Schema, given: readonly Body[]): Arguments {
  const names = (filter: (one: { required?: boolean; optional?: boolean; deprecated?: boolean }) => boolean) =>
    Object.keys(attributes)
      .filter((name) => (name !== 'id' || attributes[name]?.required) && filter(attributes[name] ?? {}))
      .sort();
  const blocks = Object.entries(block_types).flatMap(([name, { min_items = 0, max_items = 0, block }]) => {
    const inner = given.flatMap((body) => (body[name] ?? []) as Body[]);
    if (inner.length === 0 && min_items === 0) return [];
    return [[name, { times: [min_items, max_items], ...argumentsOf(block, inner) }] as const];
  });
  return {
    required: names(({ required }) => required === true),
    optional: names(({ optional, deprecated }) => optional === true && deprecated !== true),
    ...(blocks.length > 0 ? { blocks: Object.fromEntries(blocks) } : {}),
  };
}
