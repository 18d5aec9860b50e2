import type { FastifyInstance } from 'fastify';
import { signInOperations, signInRoutes } from '../sign-in/sign-in-routes.ts';
import type { ApiContext } from './api-context.ts';
import { askConsentOperation, askConsentRoute } from './ask-consent.ts';
import { getJob, getJobOperation } from './get-job.ts';
import { getMetrics, getMetricsOperation } from './get-metrics.ts';
import { getOpenApi } from './get-openapi.ts';
import { health, healthOperations } from './health.ts';
import { listJobs, listJobsOperation } from './list-jobs.ts';
import { postJob, postJobOperations } from './post-job.ts';
import { postNotification, postNotificationOperation } from './post-notification.ts';
import { readFreshness, readFreshnessOperation } from './read-freshness.ts';
import { takeConsentOperation, takeConsentRoute } from './take-consent.ts';

/** Every route that is not the dashboard's. */
export function addRoutes(server: FastifyInstance, context: ApiContext): void {
  postJob(server, context);
  listJobs(server, context);
  getJob(server, context);
  readFreshness(server, context);
  health(server, context);
  postNotification(server, context);
  askConsentRoute(server, context);
  takeConsentRoute(server, context);
  signInRoutes(server, context);
  getMetrics(server, context);
  getOpenApi(server, [
    ...postJobOperations,
    listJobsOperation,
    getJobOperation,
    readFreshnessOperation,
    ...healthOperations,
    postNotificationOperation,
    askConsentOperation,
    takeConsentOperation,
    ...signInOperations,
    getMetricsOperation,
  ]);
}
