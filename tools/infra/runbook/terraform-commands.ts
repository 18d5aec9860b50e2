import { moduleOf, type Terraform } from '../read-terraform.ts';

/** A command of `terraform` as it was typed. */
export type TerraformCommand =
  | { name: 'apply'; variables: Record<string, string> }
  | { name: 'output'; output: string };

/** @throws Error for a command that is not known, and for a variable or an output that the root module does not have */
export function readTerraformCommand(args: readonly string[], { blocks }: Terraform): TerraformCommand {
  const [name, ...rest] = args;
  const own = (kind: 'variable' | 'output', called: string) =>
    blocks.some((block) => block.kind === kind && block.name === called && moduleOf(block.file) === '');
  if (name === 'output') {
    const [form, output = '', ...more] = rest;
    if (form !== '-raw' || more.length > 0) throw new Error('terraform output is known as: output -raw NAME');
    if (!own('output', output)) throw new Error(`infra/terraform has no output ${output}`);
    return { name, output };
  }
  if (name !== 'apply') throw new Error(`terraform ${name} is not known`);
  const variables: Record<string, string> = {};
  for (const word of rest) {
    const [, variable, value] = /^-var=(\w+)=(.*)$/.exec(word) ?? [];
    if (variable === undefined || value === undefined) throw new Error(`terraform apply ${word} is not known`);
    if (!own('variable', variable)) throw new Error(`infra/terraform has no variable ${variable}`);
    variables[variable] = value;
  }
  return { name, variables };
}
