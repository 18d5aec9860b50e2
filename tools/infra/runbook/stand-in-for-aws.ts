import { type Line, readFilterPattern } from '../match-filter-pattern.ts';
import { readTerraform, type Terraform } from '../read-terraform.ts';
import { type AwsCommand, readAwsCommand } from './aws-commands.ts';
import type { LocalSystem } from './open-local-system.ts';
import { readTerraformCommand } from './terraform-commands.ts';

/** The names that production has, by output of the root module. */
const NAMES = {
  public_url: 'https://pulso.example.com',
  internal_jobs_key_secret_name: 'prod/INTERNAL_JOBS_KEY',
  cluster_name: 'pulso-prod',
  api_service_name: 'api',
  app_runner_service_arn: 'arn:aws:apprunner:sa-east-1:123456789012:service/pulso-api/0123',
  schedule_group_name: 'pulso-prod',
  dead_letter_queue_url: 'https://sqs.sa-east-1.amazonaws.com/123456789012/pulso-prod-schedules-dead-letters',
  api_log_group_name: '/pulso/prod/api',
  scheduler_log_group_name: '/pulso/prod/scheduler',
  cli_log_group_name: '/pulso/prod/cli',
  cli_task_definition: 'pulso-prod-cli',
  run_task_network:
    '{"awsvpcConfiguration":{"subnets":["subnet-1"],"securityGroups":["sg-1"],"assignPublicIp":"DISABLED"}}',
  dashboard_name: 'pulso-prod',
};

/**
 * AWS and Terraform as the runbook meets them, on the local system: what is asked of them is held against what they know, and a redeployed
 * service, a schedule and a task are really started, stopped and run.
 * @param options.oldKey what the service runs with, and the secret holds, at the beginning
 */
export async function standInForAws(system: LocalSystem, { oldKey }: { oldKey: string }) {
  const terraform = await readTerraform();
  const names = new Map<string, string>(Object.entries({ ...NAMES, runs_query: runsQueryOf(terraform) }));
  const account: Account = {
    system,
    terraform,
    names,
    secret: oldKey,
    state: null,
    address: await system.startApi(oldKey),
  };
  return {
    /** The load balancer: sends on to the API that runs now. */
    at: (url: string) => url.replace(NAMES.public_url, account.address),
    async aws(args: readonly string[], stdin: string): Promise<string> {
      const command = readAwsCommand(args);
      const answer = ANSWERS[command.name];
      if (!answer) throw new Error(`aws ${command.name} has no stand-in`);
      return answer(account, command, stdin);
    },
    async terraform(args: readonly string[]): Promise<string> {
      const command = readTerraformCommand(args, terraform);
      if (command.name === 'apply') {
        await apply(account, command.variables);
        return '';
      }
      const value = names.get(command.output);
      if (value === undefined) throw new Error(`terraform output ${command.output} has no stand-in`);
      return value;
    },
  };
}

/** What the commands of one account find and change. */
interface Account {
  system: LocalSystem;
  terraform: Terraform;
  names: ReadonlyMap<string, string>;
  secret: string;
  /** Of the schedules; null = there are none. */
  state: string | null;
  address: string;
}

type Answer = (account: Account, command: AwsCommand, stdin: string) => Promise<string> | string;

const ANSWERS: Record<string, Answer> = {
  'secretsmanager describe-secret': (_, { options }) => one(options['secret-id']),
  'secretsmanager get-secret-value': ({ secret }) => secret,
  'secretsmanager put-secret-value': (account, { options }, stdin) => {
    if (one(options['secret-string']) !== 'file:///dev/stdin')
      throw new Error('Every list of processes would show the key');
    account.secret = stdin;
    return '';
  },
  'ecs update-service': async (account) => {
    await redeploy(account);
    return 'ACTIVE';
  },
  'ecs wait services-stable': () => '',
  'ecs run-task': runTask,
  'apprunner start-deployment': (account, { options }) => {
    expectName(account, options['service-arn'], 'app_runner_service_arn');
    return '';
  },
  'apprunner list-operations': () => '',
  'scheduler list-schedules': ({ terraform, state }) =>
    schedulesOf(terraform)
      .map((name) => `${name}\t${state}`)
      .join('\n'),
  'sqs receive-message': () => '0',
  'logs filter-log-events': (account, command) =>
    command.options['query']?.[0] === 'length(events)'
      ? String(filtered(account, command).length)
      : filtered(account, command)
          .map((line) => JSON.stringify(line))
          .join('\t'),
  'logs start-query': (account, { options }) => {
    for (const name of options['log-group-names'] ?? []) groupOf(account, name);
    if (one(options['query-string']) !== account.names.get('runs_query')) throw new Error('That is another query');
    return 'query-1';
  },
  'logs get-query-results': ({ system }, { options }) => {
    if (options['query']) return 'Complete';
    const ended = [...system.logs.scheduler, ...system.logs.api].filter(({ msg }) => msg === 'run ended');
    const fields = ['status', 'jobLogId'];
    return JSON.stringify(ended.map((line) => fields.map((field) => ({ field, value: line[field] }))));
  },
  'logs tail': (account, { options }) => JSON.stringify(groupOf(account, one(options['log-group']))),
  'cloudwatch describe-alarms': () => '0',
};

async function redeploy(account: Account): Promise<void> {
  account.address = await account.system.startApi(account.secret);
}

async function apply(account: Account, variables: Record<string, string>): Promise<void> {
  const { system } = account;
  const wanted = variables['enable_scheduler'] === 'true' ? (variables['schedules_state'] ?? 'ENABLED') : null;
  if (wanted !== null && variables['scheduler_tenant_id'] !== system.tenantId)
    throw new Error('scheduler_tenant_id names no tenant');
  await system.stopScheduler();
  const isFirst = account.state === null && system.logs.scheduler.length === 0;
  account.state = wanted;
  if (wanted !== 'ENABLED') return;
  if (isFirst) {
    system.fallNight();
    await redeploy(account);
  }
  await system.startScheduler();
  if (isFirst) await system.untilScheduler(({ msg, status }) => msg === 'run ended' && status !== undefined);
}

async function runTask(account: Account, { options }: AwsCommand): Promise<string> {
  expectName(account, options['task-definition'], 'cli_task_definition');
  JSON.parse(one(options['network-configuration']));
  const { containerOverrides } = JSON.parse(one(options['overrides']));
  const [{ name, command }] = containerOverrides;
  if (!account.terraform.texts['main.tf']?.includes(`container_name     = "${name}"`))
    throw new Error(`There is no container ${name}`);
  const { code } = await account.system.run('cli', command);
  if (code !== 0) throw new Error(`The task ended with ${code}`);
  return '1';
}

function expectName({ names }: Account, given: readonly string[] | undefined, output: string): void {
  if (one(given) !== names.get(output)) throw new Error(`${one(given)} is not the output ${output}`);
}

function groupOf({ system }: Account, name: string): Line[] {
  for (const program of ['api', 'scheduler', 'cli'] as const)
    if (name === NAMES[`${program}_log_group_name`]) return system.logs[program];
  throw new Error(`There is no log group ${name}`);
}

function filtered(account: Account, { options }: AwsCommand): Line[] {
  const { matches } = readFilterPattern(one(options['filter-pattern']));
  const since_ms = Number(options['start-time']?.[0] ?? 0);
  return groupOf(account, one(options['log-group-name'])).filter((line) => matches(line) && timeOf(line) >= since_ms);
}

function one(values: readonly string[] | undefined): string {
  const [only, ...more] = values ?? [];
  if (only === undefined || only === '' || more.length > 0) throw new Error('An option needs exactly one value');
  return only;
}

const timeOf = (line: Line): number => Date.parse(String(line['time']));

function runsQueryOf({ texts }: Terraform): string {
  const query = /runs_query = "(.*)"/.exec(texts['modules/monitoring/dashboard.tf'] ?? '')?.[1];
  if (query === undefined) throw new Error('The dashboard has no runs_query');
  return query;
}

/** The names of what `enable_scheduler` makes, in order. */
function schedulesOf({ texts }: Terraform): string[] {
  return [...(texts['scheduler.tf'] ?? '').matchAll(/^ {4}([a-z-]+) = \{$/gm)].map(([, name]) => name ?? '').sort();
}
