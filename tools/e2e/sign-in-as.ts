import { systemClock } from '@pulso/domain';
import { type Authentication, createUser, openAuthentication, type Role } from '@pulso/members';
import type { Page } from 'playwright-core';
import type { openDashboard } from './open-dashboard.ts';

type Dashboard = Pick<Awaited<ReturnType<typeof openDashboard>>, 'db' | 'encryptionKeys' | 'tenantId'>;

/** Everybody's in these tests. */
export const PASSWORD = 'uma frase bem comprida';
/** As a proxy in front of it would make it look: then nobody is signed in by where they sit. */
const FORWARDED = { 'x-forwarded-for': '203.0.113.9' };

/** The people of a dashboard, as its API knows them. */
export const openPeople = ({ db, encryptionKeys }: Dashboard): Authentication =>
  openAuthentication({ db, clock: systemClock, encryptionKeys, publicUrl: null });

/** From here on the page's browser is one of somebody who is not at the machine itself. */
export const comeFromOutside = (page: Page): Promise<void> => page.context().setExtraHTTPHeaders(FORWARDED);

/** Makes somebody a member and signs them in where the page is; it then draws what they may see of it. */
export async function signInAs(
  dashboard: Dashboard,
  page: Page,
  { email, role, tenantId = dashboard.tenantId }: { email: string; role: Role; tenantId?: string },
): Promise<void> {
  await createUser(openPeople(dashboard), tenantId, { email, role, password: PASSWORD });
  await comeFromOutside(page);
  await page.reload();
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}
