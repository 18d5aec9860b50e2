import { expect, test } from 'vitest';
import { createStreamLimit } from './stream-limit.ts';

async function* endless(): AsyncGenerator<string, void> {
  for (;;) yield 'word';
}
async function* broken(): AsyncGenerator<string, void> {
  yield 'word';
  throw new Error('the database is away');
}

/** Opens streams until one is refused. */
async function fill(limit: ReturnType<typeof createStreamLimit>, tenantId: string) {
  const open: AsyncGenerator<string, void>[] = [];
  for (;;) {
    const stream = limit.inPlace(tenantId, endless());
    const refusal = await stream.next().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (refusal !== null) return { open, refusal };
    open.push(stream);
  }
}

test('a company has sixty streams at most, the next one is told why it has none, and another company has its own', async () => {
  const limit = createStreamLimit();
  const { open, refusal } = await fill(limit, 'a');
  expect(open).toHaveLength(60);
  expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', message: expect.stringContaining('60 streams open') });
  expect((await limit.inPlace('b', endless()).next()).value).toBe('word');
});

test('a stream gives its place back when its page goes, when it breaks and when it was never heard', async () => {
  const limit = createStreamLimit();
  const { open } = await fill(limit, 'a');
  await open[0]?.return();
  const breaking = limit.inPlace('a', broken());
  await breaking.next();
  await expect(breaking.next()).rejects.toThrow('the database is away');
  await limit.inPlace('a', endless()).return();
  expect((await fill(limit, 'a')).open).toHaveLength(1);
});
