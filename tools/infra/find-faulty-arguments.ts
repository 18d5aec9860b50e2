import type { Block, Body } from './read-terraform.ts';

/** What the provider takes at one place: of a resource, or of a block inside one. */
export interface Arguments {
  required?: readonly string[];
  optional?: readonly string[];
  blocks?: Readonly<Record<string, Arguments & { times: readonly number[] }>>;
}

/** Of Terraform itself, everywhere in a resource. */
const META = ['count', 'for_each', 'depends_on', 'lifecycle', 'provider'];

/**
 * What a resource or data source is given that its provider does not take, and what it lacks.
 * @returns sentences; empty when all is well
 */
export function findFaultyArguments(block: Block, known: Readonly<Record<string, Arguments>>): string[] {
  const key = block.kind === 'data' ? `data.${block.type}` : block.type;
  const name = `${block.file}: ${key}.${block.name}`;
  const taken = known[key];
  if (!taken) return [`${name} is of a kind that is not in provider-arguments.json`];
  const body = Object.fromEntries(Object.entries(block.body).filter(([field]) => !META.includes(field)));
  return faultsOf(body, taken).map((fault) => `${name} ${fault}`);
}

function faultsOf(body: Body, { required = [], optional = [], blocks = {} }: Arguments): string[] {
  const faults: string[] = [];
  for (const field of Object.keys(body)) {
    if (!required.includes(field) && !optional.includes(field) && !Object.hasOwn(blocks, field))
      faults.push(`takes no ${field}`);
  }
  for (const field of required) if (!(field in body)) faults.push(`lacks ${field}`);
  for (const [field, inner] of Object.entries(blocks)) {
    const given = body[field] === undefined ? [] : body[field];
    if (!Array.isArray(given)) {
      faults.push(`has ${field} as an argument, and it is a block`);
      continue;
    }
    const [least = 0, most = 0] = inner.times;
    if (given.length < least || (most > 0 && given.length > most))
      faults.push(`has ${given.length} blocks ${field}, not ${least} to ${most || 'many'}`);
    faults.push(...given.flatMap((one) => faultsOf(one as Body, inner).map((fault) => `${field} ${fault}`)));
  }
  return faults;
}
