import { schedulesIn } from '@pulso/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunOptions, readRunRequest } from '../../apps/scheduler/src/run/read-run-request.ts';
import { parseSettings } from '../../libs/runtime/src/settings/parse-settings.ts';
import {
  findProviderMirror,
  isTerraformInstalled,
  type OpenTerraform,
  openTerraform,
  type Planned,
  readPlans,
} from './open-terraform.ts';

const installed = isTerraformInstalled();
const mirror = installed ? findProviderMirror() : null;
const missing = !installed ? 'terraform' : mirror === null ? 'its provider hashicorp/aws' : null;
const TENANT = '6a0e7c1a-8f0b-4d0e-9b57-1f6f6c1f7a10';
const EXAMPLES = ['minimal_with_schedules', 'complete', 'existing_app_runner'];

let terraform: OpenTerraform | null = null;
let plans: Record<string, Planned[]> = {};
beforeAll(() => {
  // Said aloud and not passed over: what is checked without them is in the other tests beside this one.
  if (missing !== null)
    console.warn(`SKIPPED: ${missing} is not installed here, so terraform validate and terraform test were not run.`);
  if (installed) terraform = openTerraform(mirror);
  if (terraform === null || missing !== null) return;
  const inExample = 'examples/existing-app-runner';
  plans = {
    ...readPlans(terraform.run('', ['test', '-json', '-verbose', '-filter=tests/examples.tftest.hcl'])),
    ...readPlans(terraform.run(inExample, ['test', '-json', '-verbose'])),
  };
}, 600_000);
afterAll(() => terraform?.close());

const of = (plan: string, type: string) => (plans[plan] ?? []).filter((one) => one.type === type);
const json = (text: unknown) => JSON.parse(String(text));
const only = (plan: string, type: string, end = '') => {
  const [one, ...more] = of(plan, type).filter(({ address }) => address.includes(end));
  if (!one || more.length > 0) throw new Error(`${plan} has ${more.length + (one ? 1 : 0)} ${type} ${end}, not one`);
  return one.change.after;
};
/** Where nothing can be planned, every test says so by its name and is content. */
const isLeftOut = () => {
  if (missing !== null) console.warn(`SKIPPED for want of ${missing}: ${expect.getState().currentTestName}`);
  return missing !== null;
};
const containerOf = (plan: string, name: string) =>
  json(only(plan, 'aws_ecs_task_definition', `.${name}`)['container_definitions'])[0];

describe('Terraform itself', () => {
  it('finds every file formatted, or says that it is not here', () => {
    if (!terraform) console.warn('SKIPPED: terraform is not installed here, so terraform fmt -check was not run.');
    expect(terraform?.run('', ['fmt', '-check', '-recursive', '-diff']) ?? '').toBe('');
  });

  it('finds the module valid, without a warning', () => {
    if (isLeftOut()) return;
    expect(json(terraform?.run('', ['validate', '-json']))).toMatchObject({ valid: true, diagnostics: [] });
  });

  it('refuses every input that cannot be', () => {
    if (isLeftOut()) return;
    expect(terraform?.run('', ['test', '-no-color', '-filter=tests/inputs.tftest.hcl'])).toContain('0 failed');
  });
});

describe.each(EXAMPLES)('the example %s, planned without an account', (plan) => {
  it('has every schedule of the program, in its zone, with a retry and a queue', () => {
    if (isLeftOut()) return;
    const schedules = of(plan, 'aws_scheduler_schedule');
    expect(schedules.map(({ index }) => String(index)).sort()).toEqual(
      schedulesIn('UTC')
        .map(({ name }) => name)
        .sort(),
    );
    for (const { change } of schedules) {
      expect(change.after).toMatchObject({
        state: 'ENABLED',
        schedule_expression_timezone: 'America/Sao_Paulo',
        target: [
          {
            arn: expect.stringContaining(':cluster/'),
            retry_policy: [{ maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 5 }],
            dead_letter_config: [{ arn: expect.stringContaining(':sqs:') }],
            ecs_parameters: [
              { launch_type: 'FARGATE', task_definition_arn: expect.stringContaining(':task-definition/') },
            ],
          },
        ],
      });
    }
  });

  it('sends commands that the scheduler understands, with the slot and the tenant', () => {
    if (isLeftOut()) return;
    for (const { index, change } of of(plan, 'aws_scheduler_schedule')) {
      const { input } = (change.after['target'] as { input: string }[])[0] ?? { input: '' };
      expect(input).toContain('"<aws.scheduler.scheduled-time>"');
      const { containerOverrides } = json(input.replace('<aws.scheduler.scheduled-time>', '2026-11-23T06:00:00Z'));
      const [verb, job, ...args] = containerOverrides[0].command as string[];
      expect([containerOverrides[0].name, verb]).toEqual(['scheduler', 'run']);
      const tenantId = plan === 'complete' ? TENANT : null;
      const slot = new Date('2026-11-23T06:00:00Z');
      expect(readRunRequest(String(job), optionsOf(args))).toMatchObject({
        schedule: index,
        slot,
        tenantId,
        params: {},
      });
    }
  });

  it('lets only its own group of schedules take the role that starts tasks', () => {
    if (isLeftOut()) return;
    const { assume_role_policy, ...role } = only(plan, 'aws_iam_role', '.module.schedules.');
    const [statement] = json(assume_role_policy).Statement;
    expect(role['name']).toContain('schedules');
    expect(statement).toMatchObject({
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: {
        StringEquals: {
          'aws:SourceAccount': '123456789012',
          'aws:SourceArn': 'arn:aws:scheduler:sa-east-1:123456789012:schedule-group/made',
        },
      },
    });
    const allowed = json(only(plan, 'aws_iam_role_policy', '.module.schedules.')['policy']).Statement;
    expect(allowed.map(({ Action }: { Action: string[] }) => Action).flat()).toEqual([
      'ecs:RunTask',
      'ecs:TagResource',
      'iam:PassRole',
      'sqs:SendMessage',
    ]);
  });

  it('gives programs an environment that they accept, and secrets by address alone', () => {
    if (isLeftOut()) return;
    for (const program of ['scheduler_task', 'cli', ...(plan === 'existing_app_runner' ? [] : ['api_task'])]) {
      const { environment, secrets, readonlyRootFilesystem } = containerOf(plan, program);
      expect(readonlyRootFilesystem).toBe(true);
      const values = Object.fromEntries(
        environment.map((one: { name: string; value: string }) => [one.name, one.value]),
      );
      const names = secrets.map(({ name }: { name: string }) => name);
      for (const { valueFrom } of secrets) expect(valueFrom).toMatch(/^arn:aws:secretsmanager:/);
      expect(names.includes('INTERNAL_JOBS_KEY')).toBe(program === 'api_task');
      expect(parseSettings({ ...values, ...secretsFor(names) }).meli?.clientId).toBe('1234567890123456');
    }
  });

  it('puts no value into a secret and no password anywhere', () => {
    if (isLeftOut()) return;
    expect(of(plan, 'aws_secretsmanager_secret_version')).toEqual([]);
    for (const { address, change } of plans[plan] ?? [])
      for (const name of ['password', 'password_wo', 'secret_string', 'secret_string_wo'])
        expect(change.after[name] ?? null, `${address} ${name}`).toBe(null);
    expect(of(plan, 'aws_secretsmanager_secret').map(({ change }) => change.after['name'])).toContain(
      'prod/INTERNAL_JOBS_KEY',
    );
  });

  it('has alarms on figures that there are', () => {
    if (isLeftOut()) return;
    const counted = of(plan, 'aws_cloudwatch_log_metric_filter').map(({ change }) => {
      const [metric] = change.after['metric_transformation'] as { namespace: string; name: string }[];
      return `${metric?.namespace} ${metric?.name}`;
    });
    const known = new Set([...counted, ...metricsOfAws]);
    const watched = of(plan, 'aws_cloudwatch_metric_alarm').flatMap(({ change: { after } }) => {
      const { metric_query, ...own } = after as unknown as Metric & { metric_query: { metric: Metric[] }[] };
      const queried = metric_query.flatMap(({ metric }) => metric);
      return [...(own.metric_name === null ? [] : [own]), ...queried].map(
        (one) => `${one.namespace} ${one.metric_name}`,
      );
    });
    const { widgets } = json(only(plan, 'aws_cloudwatch_dashboard')['dashboard_body']);
    const shown = widgets.flatMap(({ properties }: { properties: { metrics?: string[][] } }) =>
      (properties.metrics ?? []).map(([namespace, name]) => `${namespace} ${name}`),
    );
    expect([...watched, ...shown].filter((name) => !known.has(name))).toEqual([]);
    expect(watched.length).toBeGreaterThan(9);
    const freshness = only(plan, 'aws_cloudwatch_metric_alarm', '.freshness');
    expect(freshness).toMatchObject({ treat_missing_data: 'breaching', period: 3600, evaluation_periods: 3 });
  });
});

describe('what the switches change', () => {
  const byAddress = (plan: string) =>
    new Map((plans[plan] ?? []).map(({ address, change }) => [address, change.after]));

  it('schedules_state=DISABLED changes the state of each schedule, and nothing else', () => {
    if (isLeftOut()) return;
    const [enabled, paused] = [byAddress('minimal_with_schedules'), byAddress('minimal_with_paused_schedules')];
    const changed = [...enabled].filter(
      ([address, after]) => JSON.stringify(after) !== JSON.stringify(paused.get(address)),
    );
    expect([...paused.keys()].sort()).toEqual([...enabled.keys()].sort());
    expect(changed).toHaveLength(4);
    for (const [address, after] of changed) {
      expect(address).toContain('aws_scheduler_schedule.job[');
      expect(paused.get(address)).toEqual({ ...after, state: 'DISABLED' });
    }
  });

  it('enable_scheduler=false takes the schedules away, and nothing else', () => {
    if (isLeftOut()) return;
    const [enabled, without] = [byAddress('minimal_with_schedules'), byAddress('minimal_without_schedules')];
    const left = [...enabled].filter(([address]) => !address.includes('aws_scheduler_schedule.job['));
    expect(enabled.size - left.length).toBe(4);
    expect(Object.fromEntries(without)).toEqual(Object.fromEntries(left));
  });

  it('an App Runner service that is there gets the key from the secret, and no other API is made', () => {
    if (isLeftOut()) return;
    const service = only('existing_app_runner', 'aws_apprunner_service');
    expect(service).toMatchObject({
      service_name: 'pulso-api',
      source_configuration: [
        {
          image_repository: [
            {
              image_configuration: [
                {
                  runtime_environment_secrets: { INTERNAL_JOBS_KEY: expect.stringMatching(/^arn:aws:secretsmanager:/) },
                },
              ],
            },
          ],
        },
      ],
    });
    for (const type of ['aws_ecs_service', 'aws_lb', 'aws_db_instance', 'aws_vpc'])
      expect(of('existing_app_runner', type)).toEqual([]);
  });
});

interface Metric {
  namespace: string | null;
  metric_name: string | null;
}

/** Figures of AWS that we use, by the pages of its documentation on each service. */
const metricsOfAws = [
  'AWS/Scheduler InvocationAttemptCount',
  'AWS/Scheduler TargetErrorCount',
  'AWS/Scheduler InvocationDroppedCount',
  'AWS/Scheduler InvocationsSentToDeadLetterCount',
  'AWS/Scheduler InvocationsFailedToBeSentToDeadLetterCount',
  'AWS/Events TriggeredRules',
  'AWS/SQS ApproximateNumberOfMessagesVisible',
  'AWS/ApplicationELB TargetResponseTime',
  'AWS/RDS CPUUtilization',
  'AWS/RDS FreeStorageSpace',
];

/** Values of the right form, of nobody. */
function secretsFor(names: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {
    DATABASE_URL: 'postgresql://pulso:x@db.example.com:5432/pulso',
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    MELI_CLIENT_SECRET: 'x',
    INTERNAL_JOBS_KEY: 'x',
  };
  return Object.fromEntries(names.map((name) => [name, values[name] ?? `no value for ${name}`]));
}

function optionsOf(args: readonly string[]): RunOptions {
  const pairs = Array.from({ length: args.length / 2 }, (_, index) => [
    args[2 * index]?.replace('--', ''),
    args[2 * index + 1],
  ]);
  return Object.fromEntries(pairs) as RunOptions;
}
