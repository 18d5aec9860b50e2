import { type Authentication, createUser } from '@pulso/members';
import { showCode } from '@pulso/members/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { comeFromOutside, openPeople, PASSWORD } from './sign-in-as.ts';

const EMAIL = 'ana@example.com';

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let auth: Authentication;
beforeAll(async () => {
  dashboard = await openDashboard();
  auth = openPeople(dashboard);
  await createUser(auth, dashboard.tenantId, { email: EMAIL, role: 'owner', password: PASSWORD });
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

/** A browser of somebody who is not at the machine itself. */
async function openFrom(path: string, { address = dashboard.address, width = 390 } = {}): Promise<Page> {
  const { page } = await dashboard.openPage({ width, height: 844 });
  await comeFromOutside(page);
  await page.goto(address + path);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const numbers = (page: Page) => page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor();
const giveName = async (page: Page) => {
  await fill(page, 'E-mail', EMAIL);
  await fill(page, 'Senha', PASSWORD);
  await press(page, 'Entrar');
};
async function expectGoodPage(page: Page) {
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await findViolationsInBothThemes(page)).toEqual([]);
}

describe('a second factor with Chromium', () => {
  it('is turned on under Acesso, asked for when signing in, passed by app and by backup code, and turned off', async () => {
    const page = await openFrom('/acesso');
    await giveName(page);
    await press(page, 'Ligar');
    await fill(page, 'Senha', 'outra coisa qualquer');
    await press(page, 'Continuar');
    await page.getByText('A senha não confere.').waitFor();
    await fill(page, 'Senha', PASSWORD);
    await press(page, 'Continuar');
    await page.getByRole('img', { name: 'Código QR com a chave' }).waitFor();
    const uri = (await page.getByRole('link', { name: 'abra no aplicativo' }).getAttribute('href')) ?? '';
    await expectGoodPage(page);
    await fill(page, 'Código', '000000');
    await press(page, 'Confirmar');
    await page.getByText('O código não confere.').waitFor();
    await fill(page, 'Código', showCode(uri));
    await press(page, 'Confirmar');
    await heading(page, 'Códigos de reserva');
    const codes = await page.locator('li > code').allTextContents();
    expect(codes).toHaveLength(10);
    await expectGoodPage(page);
    await press(page, 'Já guardei');
    await page.getByText('Ligada. Ao entrar').waitFor();

    for (const code of [showCode(uri), codes[0] ?? '']) {
      const other = await openFrom('/');
      await giveName(other);
      await heading(other, 'Código de verificação');
      await expectGoodPage(other);
      await fill(other, 'Código', '000000');
      await press(other, 'Entrar');
      await other.getByText('O código não confere.').waitFor();
      await fill(other, 'Código', code);
      await press(other, 'Entrar');
      await numbers(other);
    }

    await press(page, 'Desligar');
    await fill(page, 'Senha', PASSWORD);
    await press(page, 'Continuar');
    await page.getByText('Desligada. Com ela').waitFor();
    const last = await openFrom('/');
    await giveName(last);
    await numbers(last);
  });
});
