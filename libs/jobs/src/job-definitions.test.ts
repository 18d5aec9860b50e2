import { expect, it } from 'vitest';
import { z } from 'zod';
import { jobHandlers } from './handlers/index.ts';
import { jobDefinitions, jobTypes } from './job-definitions.ts';

it('the names of jobs and of their parameters stand in stored runs: none is changed or taken away', () => {
  const stored = Object.fromEntries(
    jobTypes.map((jobType) => {
      const { properties = {} } = z.toJSONSchema(jobDefinitions[jobType].params, { io: 'input' });
      return [jobType, Object.keys(properties)];
    }),
  );
  expect(stored).toMatchInlineSnapshot(`
    {
      "housekeeping": [],
      "read-notices": [],
      "rebuild-daily-metrics": [
        "from",
        "to",
      ],
      "sync-mercadolivre": [
        "daysBack",
        "visits",
      ],
    }
  `);
  expect(Object.keys(jobHandlers).sort()).toEqual([...jobTypes].sort());
});
