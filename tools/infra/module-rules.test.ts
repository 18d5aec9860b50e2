import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeInputs, withInputs } from './describe-inputs.ts';
import { type Block, type Body, moduleOf, readTerraform, type Terraform, terraformRoot } from './read-terraform.ts';

let terraform: Terraform;
beforeAll(async () => {
  terraform = await readTerraform();
});

const ofKind = (kind: Block['kind']) => terraform.blocks.filter((block) => block.kind === kind);
const nameOf = ({ file, type, name }: Block) => `${file} ${type} ${name}`;
const resource = (type: string, name: string): Body => {
  const found = terraform.blocks.find((one) => one.kind === 'resource' && one.type === type && one.name === name);
  if (!found) throw new Error(`There is no ${type}.${name}`);
  return found.body;
};
/** Every value that stands anywhere in a body, by its nearest name. */
function* argumentsIn(body: unknown, name = ''): Generator<[string, unknown]> {
  if (Array.isArray(body)) for (const one of body) yield* argumentsIn(one, name);
  else if (body !== null && typeof body === 'object')
    for (const [key, value] of Object.entries(body)) yield* argumentsIn(value, key);
  else yield [name, body];
}

describe('the Terraform modules', () => {
  it('name Terraform and their provider with both bounds, alike in each folder', () => {
    const folders = new Set(Object.keys(terraform.texts).map(moduleOf));
    for (const folder of folders) {
      const text = terraform.texts[join(folder, 'versions.tf')] ?? '';
      expect(text, folder).toContain('required_version = ">= 1.11"');
      expect(text, folder).toContain('version = ">= 5.100, < 7.0"');
    }
    expect(folders.size).toBe(11);
  });

  it('describe every variable and output, and type every variable', () => {
    const bare = [...ofKind('variable'), ...ofKind('output')].filter(({ body }) => !body['description']);
    expect(bare.map(nameOf)).toEqual([]);
    expect(
      ofKind('variable')
        .filter(({ body }) => !body['type'])
        .map(nameOf),
    ).toEqual([]);
  });

  it('validate every input that somebody gives, with a sentence that says what to do', () => {
    const given = ofKind('variable').filter(({ file }) => !file.startsWith('modules/'));
    expect(given.length).toBeGreaterThan(50);
    const lax = given.filter(({ body }) => {
      const rules = (body['validation'] ?? []) as { error_message?: string }[];
      return (
        rules.length === 0 ||
        rules.some(({ error_message = '' }) => !/ must | may | needs | takes | goes | holds /.test(error_message))
      );
    });
    expect(lax.map(nameOf)).toEqual([]);
  });

  it('are called only with inputs that they have, and with all that they need', () => {
    const faults = ofKind('module').flatMap((call) => {
      const folder = join(moduleOf(call.file), String(call.body['source'])).replaceAll('\\', '/');
      const inputs = ofKind('variable').filter(({ file }) => moduleOf(file) === (folder === '.' ? '' : folder));
      const given = Object.keys(call.body).filter(
        (name) => !['source', 'count', 'for_each', 'depends_on'].includes(name),
      );
      const lacking = inputs.filter(({ name, body }) => !('default' in body) && !given.includes(name));
      const unknown = given.filter((name) => !inputs.some((input) => input.name === name));
      return [
        ...lacking.map(({ name }) => `${nameOf(call)} lacks ${name}`),
        ...unknown.map((name) => `${nameOf(call)} takes no ${name}`),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('have examples with the four files of a module', () => {
    const examples = readdirSync(join(terraformRoot, 'examples'));
    expect(examples.sort()).toEqual(['complete', 'existing-app-runner', 'minimal']);
    for (const example of examples)
      for (const file of ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf'])
        expect(existsSync(join(terraformRoot, 'examples', example, file)), `${example}/${file}`).toBe(true);
  });

  it('have a README whose tables are written from them', () => {
    const readme = readFileSync(join(terraformRoot, 'README.md'), 'utf8');
    const own = terraform.blocks.filter(({ file }) => moduleOf(file) === '');
    expect(withInputs(readme, describeInputs(own))).toBe(readme);
  });
});

describe('secrets in Terraform', () => {
  it('are made empty: no value, no password and no reading of one stands anywhere', () => {
    const forbidden =
      /^(secret_string|secret_binary|secret_string_wo|password|password_wo|master_password|auth_token|value_wo)$/;
    const found = ofKind('resource').flatMap((block) =>
      [...argumentsIn(block.body)].filter(([name]) => forbidden.test(name)).map(([name]) => `${nameOf(block)} ${name}`),
    );
    expect(found).toEqual([]);
    const kinds = terraform.blocks.map(({ type }) => type);
    expect(kinds).not.toContain('aws_secretsmanager_secret_version');
    expect(kinds).not.toContain('aws_secretsmanager_random_password');
    expect(Object.values(terraform.texts).filter((text) => /^ephemeral /m.test(text))).toEqual([]);
  });

  it('are named by environment and variable, INTERNAL_JOBS_KEY among them', () => {
    expect(resource('aws_secretsmanager_secret', 'this')).toMatchObject({
      name: '${var.environment}/${each.key}',
      recovery_window_in_days: 30,
    });
    expect(terraform.texts['secrets.tf']).toMatch(/^ +INTERNAL_JOBS_KEY +=/m);
    expect(terraform.texts['variables.tf']).toMatch(/variable "environment" \{[^}]*default += "prod"/);
  });

  it('reach no variable of ours but as addresses', () => {
    const secretive = ofKind('variable').filter(({ name }) => /secret|password|token|key$/i.test(name));
    expect(secretive.filter(({ name }) => !/_arns?$/.test(name)).map(nameOf)).toEqual([]);
  });

  it('do not reach the tasks of the schedule by way of the key of the HTTP door', () => {
    expect(terraform.texts['secrets.tf']).toMatch(/worker_secret_arns = \{[^}]*if name != "INTERNAL_JOBS_KEY" \}/);
    expect(terraform.texts['scheduler.tf']).toContain('= local.worker_secret_arns');
    expect(terraform.texts['api.tf']).toContain('= local.secret_arns');
  });
});

describe('the schedules in Terraform', () => {
  it('send the literal placeholder of their slot, with its brackets put back', () => {
    const text = terraform.texts['modules/schedules/main.tf'] ?? '';
    expect(text).toContain('"--slot", "<aws.scheduler.scheduled-time>"');
    expect(text).toContain(String.raw`"\\u003c", "<"), "\\u003e", ">")`);
    expect(text.match(/<aws\.scheduler\.[\w-]+>/g)).toEqual(['<aws.scheduler.scheduled-time>']);
  });

  it('give their tenant to each task, and nothing when it is empty', () => {
    const text = terraform.texts['modules/schedules/main.tf'] ?? '';
    expect(text).toContain('var.tenant_id == "" ? [] : ["--tenant", var.tenant_id]');
    const call = ofKind('module').find(({ name }) => name === 'schedules');
    expect(call?.body['tenant_id']).toBe('${var.scheduler_tenant_id}');
  });

  it('are the only thing that enable_scheduler and schedules_state change', () => {
    const using = (variable: string) =>
      Object.entries(terraform.texts)
        .filter(([file]) => !file.startsWith('examples/') && !file.endsWith('variables.tf'))
        .flatMap(([file, text]) => [...text.matchAll(new RegExp(`\\bvar\\.${variable}\\b`, 'g'))].map(() => file));
    expect(using('enable_scheduler')).toEqual(['scheduler.tf']);
    expect(using('schedules_state')).toEqual(['scheduler.tf']);
    const inModule = (variable: string) =>
      (terraform.texts['modules/schedules/main.tf'] ?? '')
        .split('\n')
        .filter((line) => new RegExp(`= .*var\\.${variable}\\b`).test(line));
    expect(inModule('enabled')).toEqual([expect.stringContaining('for_each = ')]);
    expect(inModule('state')).toEqual([expect.stringMatching(/^ +state +=/)]);
  });

  it('have a zone, a retry that ends within the hour, and a queue for what failed for good', () => {
    const { target, ...schedule } = resource('aws_scheduler_schedule', 'job');
    expect(schedule).toMatchObject({
      state: '${var.state}',
      schedule_expression_timezone: '${var.timezone}',
      flexible_time_window: [{ mode: 'OFF' }],
    });
    expect(target).toMatchObject([
      {
        ecs_parameters: [{ launch_type: 'FARGATE', task_count: 1 }],
        retry_policy: [{ maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 5 }],
        dead_letter_config: [{ arn: '${aws_sqs_queue.dead_letters.arn}' }],
      },
    ]);
  });

  it('take a role that only their own group in this account may take', () => {
    const trust = String(resource('aws_iam_role', 'schedules')['assume_role_policy']).replaceAll(/\s+/g, ' ');
    expect(trust).toContain('"aws:SourceArn" = aws_scheduler_schedule_group.this.arn');
    expect(trust).toContain('"aws:SourceAccount" = var.account_id');
    expect(trust).toContain('Service = "scheduler.amazonaws.com"');
  });
});
