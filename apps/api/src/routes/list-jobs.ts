import { getTenant } from '@pulso/connections';
import { jobStatuses, listJobRuns } from '@pulso/job-log';
import { AskedInstant, AskedTenantId, jobTypes } from '@pulso/jobs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { Operation } from '../openapi/operation.ts';
import { JobRunsBody } from '../openapi/schemas.ts';
import type { ApiContext } from './api-context.ts';

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;
const LIMIT_MESSAGE = `must be a whole number from 1 to ${LIMIT_MAX}`;

const Query = z
  .strictObject({
    tenantId: AskedTenantId.optional(),
    jobType: z.enum(jobTypes, { error: `must be one of ${jobTypes.join(', ')}` }).optional(),
    status: z.enum(jobStatuses, { error: `must be one of ${jobStatuses.join(', ')}` }).optional(),
    from: AskedInstant.optional(),
    to: AskedInstant.optional(),
    limit: z
      .string(LIMIT_MESSAGE)
      .regex(/^[1-9]\d{0,2}$/, LIMIT_MESSAGE)
      .transform(Number)
      .refine((limit) => limit <= LIMIT_MAX, LIMIT_MESSAGE)
      .optional(),
    cursor: z.string().min(1).max(500).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['from'], error: 'must not lie after to' });

export const listJobsOperation: Operation = {
  method: 'get',
  path: '/api/v1/jobs',
  summary: 'Runs, newest first, a page at a time; from and to are bounds on startedAt.',
  needsKey: true,
  query: Query,
  answers: {
    200: { description: 'A page; nextCursor is null on the last one.', schema: JobRunsBody },
    400: { description: 'A parameter is not valid, or not known.' },
    404: { description: 'There is no such tenant.' },
  },
};

export function listJobs(server: FastifyInstance, { db, assertSchemaIsCurrent }: ApiContext): void {
  server.get('/api/v1/jobs', { config: { needsKey: true } }, async (request) => {
    const { limit = LIMIT_DEFAULT, status, ...filter } = parseInput(Query, request.query);
    await assertSchemaIsCurrent();
    // A cursor that is not ours is told before a tenant that is not there (contract 3: 400, then 404).
    const page = await listJobRuns(db, { ...filter, statuses: status && [status], limit });
    if (filter.tenantId) await getTenant(db, filter.tenantId);
    return page;
  });
}
