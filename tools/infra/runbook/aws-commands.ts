/** A command of `aws` as it was typed. */
export interface AwsCommand {
  /** Such as `ecs update-service`. */
  name: string;
  /** By option without its dashes; a flag has no values. */
  options: Record<string, readonly string[]>;
}

interface Shape {
  required: readonly string[];
  optional?: readonly string[];
  /** What is read of its answer (`--query`), as the document writes it; '' = all of it. */
  queries: readonly string[];
  /** Takes a value without an option, first. */
  positional?: string;
}

/** Of the commands that the runbook may use, the options that exist (AWS CLI 2), as far as they are wanted here. */
const COMMANDS: Record<string, Shape> = {
  'secretsmanager describe-secret': { required: ['secret-id'], queries: ['Name'] },
  'secretsmanager get-secret-value': { required: ['secret-id'], queries: ['SecretString'] },
  'secretsmanager put-secret-value': { required: ['secret-id', 'secret-string'], queries: [''] },
  'ecs update-service': { required: ['cluster', 'service', 'force-new-deployment'], queries: ['service.status'] },
  'ecs wait services-stable': { required: ['cluster', 'services'], queries: [''] },
  'ecs run-task': {
    required: ['cluster', 'launch-type', 'task-definition', 'network-configuration', 'overrides'],
    queries: ['length(tasks)'],
  },
  'apprunner start-deployment': { required: ['service-arn'], queries: [''] },
  'apprunner list-operations': { required: ['service-arn'], queries: ['OperationSummaryList[0].Status'] },
  'scheduler list-schedules': { required: ['group-name'], queries: ['Schedules[].[Name,State]'] },
  'sqs receive-message': {
    required: ['queue-url'],
    optional: ['message-attribute-names'],
    queries: ['length(Messages || `[]`)'],
  },
  'logs filter-log-events': {
    required: ['log-group-name', 'filter-pattern'],
    optional: ['start-time', 'end-time'],
    queries: ['events[].message', 'length(events)'],
  },
  'logs start-query': {
    required: ['log-group-names', 'start-time', 'end-time', 'query-string'],
    queries: ['queryId'],
  },
  'logs get-query-results': { required: ['query-id'], queries: ['status', ''] },
  'logs tail': { required: ['log-group'], optional: ['since', 'format'], queries: [''], positional: 'log-group' },
  'cloudwatch describe-alarms': {
    required: ['state-value'],
    optional: ['alarm-name-prefix'],
    queries: ['length(MetricAlarms)'],
  },
};

/** @throws Error for a command, an option or a query that nobody has held against AWS, and for one that lacks an option */
export function readAwsCommand(args: readonly string[]): AwsCommand {
  const words = args[1] === 'wait' ? 3 : 2;
  const name = args.slice(0, words).join(' ');
  const shape = COMMANDS[name];
  if (!shape) throw new Error(`aws ${name} is not known`);
  const rest = args.slice(words);
  const options: Record<string, string[]> = {};
  if (shape.positional) options[shape.positional] = [rest.shift() ?? ''];
  let values: string[] | null = null;
  for (const word of rest) {
    if (word.startsWith('--')) options[word.slice(2)] = values = [];
    else if (values) values.push(word);
    else throw new Error(`aws ${name} does not take ${word}`);
  }
  const may = [...shape.required, ...(shape.optional ?? []), 'query', 'output'];
  for (const option of Object.keys(options))
    if (!may.includes(option)) throw new Error(`aws ${name} has no --${option}`);
  for (const option of shape.required) if (!options[option]) throw new Error(`aws ${name} needs --${option}`);
  const query = options['query']?.[0] ?? '';
  if (!shape.queries.includes(query))
    throw new Error(`aws ${name}: its answer has no ${query || 'form without --query'}`);
  const output = options['output']?.[0] ?? 'json';
  if (!['json', 'text'].includes(output)) throw new Error(`aws has no output ${output}`);
  return { name, options };
}
