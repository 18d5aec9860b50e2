import { createUser } from '@pulso/members';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { comeFromOutside, openPeople, PASSWORD } from './sign-in-as.ts';

const EMAIL = 'ana@example.com';
const OTHER = 'bia@example.com';
const BY_PASSKEY = 'Entrar com chave de acesso';

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
/** The same page by the name of the machine: passkeys hold for a name, and none for an address in numbers. */
let named: string;
beforeAll(async () => {
  dashboard = await openDashboard();
  named = `http://localhost:${new URL(dashboard.address).port}`;
  for (const email of [EMAIL, OTHER]) {
    await createUser(openPeople(dashboard), dashboard.tenantId, { email, role: 'owner', password: PASSWORD });
  }
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

/** A browser of somebody who is not at the machine itself, on a telephone. */
async function openFrom(address: string): Promise<Page> {
  const { page } = await dashboard.openPage({ width: 390, height: 844 });
  await comeFromOutside(page);
  await page.goto(address);
  return page;
}

/** Puts an authenticator into the browser that keeps passkeys and knows its person, as a telephone does. */
async function addAuthenticator(page: Page) {
  const browser: CDPSession = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    know: (isUserVerified: boolean) => browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    count: async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => button(page, name).click();
const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const numbers = (page: Page) => page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor();
const giveName = async (page: Page, email = EMAIL) => {
  await fill(page, 'E-mail', email);
  await fill(page, 'Senha', PASSWORD);
  await press(page, 'Entrar');
};
async function expectGoodPage(page: Page) {
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await findViolationsInBothThemes(page)).toEqual([]);
}
/** Moves on by the key alone until the button has it. */
async function reachByKeyboard(page: Page, name: string) {
  const isThere = () => button(page, name).evaluate((one) => one === document.activeElement);
  for (let key = 0; key < 10 && !(await isThere()); key += 1) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
}

describe('a passkey with Chromium', () => {
  it('is added under Acesso, signs in by the keyboard alone, and is removed, after which it opens nothing', async () => {
    const page = await openFrom(`${named}/acesso`);
    const device = await addAuthenticator(page);
    await giveName(page);
    await page.getByText('Nenhuma ainda.').waitFor();
    await press(page, 'Adicionar chave de acesso');
    await fill(page, 'Nome da chave', 'Celular da Ana');
    await fill(page, 'Senha', 'outra coisa qualquer');
    await press(page, 'Criar chave');
    await page.getByText('A senha não confere.').waitFor();
    await expectGoodPage(page);
    await fill(page, 'Senha', PASSWORD);
    await press(page, 'Criar chave');
    await page.getByText('Ainda não usada.').waitFor();
    expect(await device.count()).toBe(1);
    await page.getByText('adicionou a chave de acesso Celular da Ana').waitFor();
    await expectGoodPage(page);

    await press(page, 'Sair');
    await heading(page, 'Entrar no Pulso');
    await button(page, BY_PASSKEY).waitFor();
    await expectGoodPage(page);
    await reachByKeyboard(page, BY_PASSKEY);
    await page.keyboard.press('Enter');
    await numbers(page);

    await page.goto(`${named}/acesso`);
    await page.getByText('Usada em').waitFor();
    await press(page, 'Remover a chave Celular da Ana');
    await expectGoodPage(page);
    await fill(page, 'Senha', PASSWORD);
    await press(page, 'Remover mesmo');
    await page.getByText('Nenhuma ainda.').waitFor();
    await press(page, 'Sair');
    await press(page, BY_PASSKEY);
    await page.getByText('Esta chave de acesso não vale aqui.').waitFor();
    await expectGoodPage(page);
    await giveName(page);
    await numbers(page);
  });

  it('is not made twice by one device, and none is by a device that does not know its person', async () => {
    const page = await openFrom(`${named}/acesso`);
    const device = await addAuthenticator(page);
    await giveName(page);
    const make = async (name: string) => {
      await press(page, 'Adicionar chave de acesso');
      await fill(page, 'Nome da chave', name);
      await fill(page, 'Senha', PASSWORD);
      await press(page, 'Criar chave');
    };
    await device.know(false);
    await make('Emprestado');
    await page.getByText('O aparelho não criou a chave').waitFor();
    await press(page, 'Cancelar');
    await device.know(true);
    await make('Notebook');
    await page.getByText('Ainda não usada.').waitFor();
    await make('De novo');
    await page.getByText('O aparelho não criou a chave').waitFor();
    expect(await device.count()).toBe(1);

    await press(page, 'Sair');
    await device.know(false);
    await press(page, BY_PASSKEY);
    await page.getByText('O aparelho não confirmou.').waitFor();
  });

  it('says in its place what is waited for and what failed, and can be asked for again', async () => {
    const page = await openFrom(named);
    await giveName(page, OTHER);
    await numbers(page);
    let answer: 'hold' | 'fail' | 'pass' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/trpc\/[^?]*session\.passkeys/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else await route.continue();
    });
    await page.goto(`${named}/acesso`);
    const panel = page.getByRole('region', { name: 'Chaves de acesso' });
    await panel.locator('[aria-busy="true"]').getByText('Carregando…').waitFor();
    answer = 'fail';
    for (const release of held) release();
    await panel.getByText('Não deu para mostrar esta parte').waitFor();
    await expectGoodPage(page);
    answer = 'pass';
    await panel.getByRole('button', { name: 'Tentar de novo' }).click();
    await panel.getByText('Nenhuma ainda.').waitFor();
  });

  it('is not offered where the page was opened by an address in numbers, which the page says', async () => {
    const page = await openFrom(`${dashboard.address}/acesso`);
    await button(page, 'Entrar').waitFor();
    expect(await button(page, BY_PASSKEY).count()).toBe(0);
    await giveName(page);
    await page.getByText('Chaves de acesso não funcionam nesta página, aberta por um endereço IP.').waitFor();
    expect(await button(page, 'Adicionar chave de acesso').count()).toBe(0);
    await expectGoodPage(page);
  });
});
