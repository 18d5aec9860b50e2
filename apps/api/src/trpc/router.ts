import { alertsRouter } from './routers/alerts.router.ts';
import { companyRouter } from './routers/company.router.ts';
import { connectionsRouter } from './routers/connections.router.ts';
import { coverageRouter } from './routers/coverage.router.ts';
import { evidenceRouter } from './routers/evidence.router.ts';
import { freshnessRouter } from './routers/freshness.router.ts';
import { jobsRouter } from './routers/jobs.router.ts';
import { listingsRouter } from './routers/listings.router.ts';
import { membersRouter } from './routers/members.router.ts';
import { overviewRouter } from './routers/overview.router.ts';
import { reconciliationRouter } from './routers/reconciliation.router.ts';
import { scheduleRouter } from './routers/schedule.router.ts';
import { sessionRouter } from './routers/session.router.ts';
import { createRouter } from './trpc.ts';

/** The dashboard's API. Inputs never name a tenant: it comes from the request's sign-in. */
export const appRouter = createRouter({
  session: sessionRouter,
  connections: connectionsRouter,
  overview: overviewRouter,
  freshness: freshnessRouter,
  coverage: coverageRouter,
  listings: listingsRouter,
  evidence: evidenceRouter,
  jobs: jobsRouter,
  schedule: scheduleRouter,
  members: membersRouter,
  company: companyRouter,
  alerts: alertsRouter,
  reconciliation: reconciliationRouter,
});

export type AppRouter = typeof appRouter;
