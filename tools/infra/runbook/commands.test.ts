import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTerraform, type Terraform } from '../read-terraform.ts';
import { readAwsCommand } from './aws-commands.ts';
import { callByCurl } from './call-by-curl.ts';
import { compareAnswer, fillIn, type Known, readRunbook } from './read-runbook.ts';
import { readTerraformCommand } from './terraform-commands.ts';

const read = (name: string) => readFile(join(import.meta.dirname, '../../..', name), 'utf8');
let terraform: Terraform;
beforeAll(async () => {
  terraform = await readTerraform();
});

describe('the runbook of the schedule', () => {
  it('has the same commands and answers in both languages, in the same order', async () => {
    const steps = async (name: string) =>
      readRunbook(await read(name)).map(({ language, text, expected }) => ({ language, text, expected }));
    const portuguese = await steps('OPERATIONS_SCHEDULER.md');
    expect(portuguese.length).toBeGreaterThan(20);
    expect(await steps('OPERATIONS_SCHEDULER.en.md')).toEqual(portuguese);
  });

  it('has as many chapters in both languages', async () => {
    const chapters = async (name: string) => (await read(name)).match(/^## \d+\./gm);
    expect(await chapters('OPERATIONS_SCHEDULER.en.md')).toEqual(await chapters('OPERATIONS_SCHEDULER.md'));
  });

  it.each([
    ['a block of another language', '```hcl\na = 1\n```'],
    ['an answer without a command', '```text\n200\n```'],
    ['a block without an end', '```sh\ndate'],
  ])('is not read past %s', (_, markdown) => {
    expect(() => readRunbook(markdown)).toThrow('The block of line 1');
  });
});

describe('an answer that the runbook shows', () => {
  it('names what later commands need, and holds the next answers to it', () => {
    const known: Known = new Map();
    expect(
      compareAnswer('{"id":"<ID>",…"to":"<DAY>","max":"<DAY>"}', '{"id":"7","a":1,"to":"1-2","max":"1-2"}', known),
    ).toBe(null);
    expect(fillIn('look at <ID> on <DAY>', known)).toBe('look at 7 on 1-2');
    expect(compareAnswer('<DAY>', '1-3', known)).toContain('it answered\n1-3');
    expect(compareAnswer('<A> <A>', 'x y', known)).not.toBe(null);
    expect(() => fillIn('<NOBODY>', known)).toThrow('<NOBODY> is asked for before');
  });
});

describe('a command that nobody has held against what exists is refused in the runbook', () => {
  it.each([
    ['aws scheduler update-schedule --name nightly --state DISABLED', 'is not known'],
    [
      'aws scheduler list-schedules --group-name a --schedule-name b --query Schedules[].[Name,State]',
      'has no --schedule-name',
    ],
    ['aws ecs wait services-stable --cluster a', 'needs --services'],
    ['aws secretsmanager describe-secret --secret-id a --query Value', 'has no Value'],
    ['aws secretsmanager describe-secret a --secret-id b', 'does not take a'],
    ['aws secretsmanager describe-secret --secret-id a --query Name --output csv', 'no output csv'],
  ])('%s', (line, message) => {
    expect(() => readAwsCommand(line.split(' ').slice(1))).toThrow(message);
  });

  it.each([
    ['terraform destroy', 'is not known'],
    ['terraform output -raw bucket', 'no output bucket'],
    ['terraform output -json', 'is known as'],
    ['terraform apply -var=scheduler_tenant=a', 'no variable scheduler_tenant'],
    ['terraform apply -auto-approve', 'is not known'],
  ])('%s (of Terraform)', (line, message) => {
    expect(() => readTerraformCommand(line.split(' ').slice(1), terraform)).toThrow(message);
  });

  it.each([['-k http://127.0.0.1:1'], ['-X'], ['-sS']])('curl %s', async (line) => {
    await expect(callByCurl(line.split(' '), (url) => url)).rejects.toThrow(/^curl .*(is not known|needs)/);
  });
});
