import { beforeAll, describe, expect, it } from 'vitest';
import { type Arguments, findFaultyArguments } from './find-faulty-arguments.ts';
import kept from './provider-arguments.json' with { type: 'json' };
import { type Block, readTerraform } from './read-terraform.ts';

const known: Record<string, Arguments> = kept;
let resources: Block[];
beforeAll(async () => {
  const { blocks } = await readTerraform();
  resources = blocks.filter(({ kind }) => kind === 'resource' || kind === 'data');
});

describe('what the Terraform modules give their provider', () => {
  it('is what version 5.100 of it takes, resource by resource', () => {
    expect(resources.length).toBeGreaterThan(40);
    expect(resources.flatMap((one) => findFaultyArguments(one, known))).toEqual([]);
  });

  it('is known from no more kinds than there are', () => {
    const used = new Set(resources.map(({ kind, type }) => (kind === 'data' ? `data.${type}` : type)));
    expect(Object.keys(known).sort()).toEqual([...used].sort());
  });
});

describe('the check of arguments', () => {
  const schedule = (body: Block['body']): Block => ({
    file: 'x.tf',
    kind: 'resource',
    type: 'aws_scheduler_schedule',
    name: 'x',
    body,
  });
  const target = { arn: 'a', role_arn: 'b' };
  const window = { mode: 'OFF' };
  const right = { schedule_expression: 'c', flexible_time_window: [window], target: [target] };

  it('finds nothing in a resource that is right, whatever Terraform itself takes', () => {
    expect(findFaultyArguments(schedule({ ...right, for_each: '${x}', lifecycle: [{}] }), known)).toEqual([]);
  });

  it.each([
    ['a block that does not exist', { ...right, http_target: [{}] }, 'takes no http_target'],
    ['tags, which a schedule does not take', { ...right, tags: {} }, 'takes no tags'],
    ['an argument that is missing', { ...right, schedule_expression: undefined }, 'lacks schedule_expression'],
    ['a block that is missing', { ...right, target: undefined }, 'has 0 blocks target'],
    ['a block twice', { ...right, flexible_time_window: [window, window] }, 'has 2 blocks flexible_time_window'],
    ['a wrong word inside a block', { ...right, target: [{ ...target, url: 'd' }] }, 'target takes no url'],
    ['a block written as an argument', { ...right, target: '${x}' }, 'has target as an argument'],
  ])('finds %s', (_, body, message) => {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    expect(findFaultyArguments(schedule(given), known).join('\n')).toContain(message);
  });

  it('finds a kind of resource that nobody has looked up', () => {
    expect(findFaultyArguments({ ...schedule({}), type: 'aws_scheduler_connection' }, known)).toHaveLength(1);
  });
});
