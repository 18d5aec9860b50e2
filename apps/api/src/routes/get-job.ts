import { AppError } from '@pulso/domain';
import { findJobRun } from '@pulso/job-log';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { NoQuery, parseInput } from '../http/parse-input.ts';
import type { Operation } from '../openapi/operation.ts';
import { JobRunBody } from '../openapi/schemas.ts';
import type { ApiContext } from './api-context.ts';

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const Parameters = z.strictObject({ jobLogId: z.guid() });

export const getJobOperation: Operation = {
  method: 'get',
  path: '/api/v1/jobs/{jobLogId}',
  summary: 'One run.',
  needsKey: true,
  pathParameters: Parameters,
  answers: {
    200: { description: 'The run as it stands now.', schema: JobRunBody },
    400: { description: 'A parameter that is not known.' },
    404: { description: 'There is no such run.' },
  },
};

export function getJob(server: FastifyInstance, { db, assertSchemaIsCurrent }: ApiContext): void {
  // Only a uuid is a run: every other word at this place is an unknown path.
  server.get(`/api/v1/jobs/:jobLogId(^${UUID}$)`, { config: { needsKey: true } }, async (request) => {
    parseInput(NoQuery, request.query);
    const { jobLogId } = Parameters.parse(request.params);
    await assertSchemaIsCurrent();
    const run = await findJobRun(db, jobLogId);
    if (!run) throw new AppError('not_found', `There is no run ${jobLogId}`);
    return run;
  });
}
