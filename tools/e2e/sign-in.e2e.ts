import { type Authentication, createUser } from '@pulso/members';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { comeFromOutside, openPeople, PASSWORD } from './sign-in-as.ts';

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let auth: Authentication;
beforeAll(async () => {
  dashboard = await openDashboard();
  auth = openPeople(dashboard);
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

/** A browser of somebody who is not at the machine itself. */
async function openFrom(path: string, { width = 390 }: { width?: number } = {}): Promise<Page> {
  const { page } = await dashboard.openPage({ width, height: 844 });
  await comeFromOutside(page);
  await page.goto(dashboard.address + path);
  return page;
}

const fill = async (page: Page, given: Record<string, string>) => {
  for (const [label, value] of Object.entries(given)) await page.getByLabel(label, { exact: true }).fill(value);
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const numbers = (page: Page) => page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor();
const pathOfLink = async (page: Page) => {
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link.startsWith(`${dashboard.address}/`)).toBe(true);
  return link.slice(dashboard.address.length);
};
const signIn = async (page: Page, email: string, password = PASSWORD) => {
  await fill(page, { 'E-mail': email, Senha: password });
  await press(page, 'Entrar');
};
async function expectGoodPage(page: Page) {
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await findViolationsInBothThemes(page)).toEqual([]);
}

describe('signing in with Chromium', () => {
  it('the first owner comes by the link, invites somebody, who joins and only looks; both sign out', async () => {
    const page = await openFrom('/');
    await heading(page, 'Entrar no Pulso');
    await expectGoodPage(page);

    await page.goto(`${dashboard.address}/primeiro-acesso#${auth.firstOwnerTokens[0]}`);
    await fill(page, { 'E-mail': 'ana@example.com', 'Nova senha': PASSWORD });
    await expectGoodPage(page);
    await press(page, 'Criar meu acesso');
    await page.getByRole('link', { name: 'Ajustes' }).click();
    await page.getByRole('link', { name: 'Abrir Pessoas e acesso' }).click();
    await page.getByText('Você entrou como ana@example.com').waitFor();
    await fill(page, { 'E-mail': 'bia@example.com' });
    await page.getByLabel('Papel', { exact: true }).selectOption({ label: 'leitor' });
    await press(page, 'Convidar');
    const invitation = await pathOfLink(page);
    await expectGoodPage(page);

    const other = await openFrom(invitation);
    await heading(other, 'Convite para Casa Verde');
    await expectGoodPage(other);
    await fill(other, { 'Nova senha': PASSWORD });
    await press(other, 'Aceitar o convite');
    await numbers(other);
    expect(await other.getByRole('button', { name: 'Atualizar dados' }).count()).toBe(0);
    await other.goto(`${dashboard.address}/acesso`);
    await other.getByText('com o papel leitor').waitFor();
    expect(await other.getByRole('heading', { name: 'Convidar alguém' }).count()).toBe(0);
    await press(other, 'Sair');
    await heading(other, 'Entrar no Pulso');
    await signIn(other, 'bia@example.com', 'outra coisa qualquer');
    await other.getByText('E-mail ou senha não conferem.').waitFor();
    await signIn(other, 'bia@example.com');
    await numbers(other);

    // The link is spent.
    const late = await openFrom(invitation);
    await late.getByText('Este convite não vale mais.').waitFor();
  });

  it('an owner makes a link for a new password, which signs its person out where they were and works once', async () => {
    for (const [email, role] of [
      ['carla@example.com', 'owner'],
      ['davi@example.com', 'member'],
    ] as const) {
      await createUser(auth, dashboard.tenantId, { email, role, password: PASSWORD });
    }
    const forgetful = await openFrom('/');
    await signIn(forgetful, 'davi@example.com');
    await numbers(forgetful);
    await forgetful.getByRole('button', { name: 'Atualizar dados' }).waitFor();

    const owner = await openFrom('/acesso', { width: 1280 });
    await signIn(owner, 'carla@example.com');
    await press(owner, 'Fazer um link de senha para davi@example.com');
    const link = await pathOfLink(owner);
    await expectGoodPage(owner);

    const page = await openFrom(link);
    await heading(page, 'Escolher uma nova senha');
    await fill(page, { 'Nova senha': 'mais uma frase comprida' });
    await expectGoodPage(page);
    await press(page, 'Salvar a senha');
    await page.getByText('Senha salva. Agora entre com ela.').waitFor();
    await forgetful.reload();
    await heading(forgetful, 'Entrar no Pulso');
    await signIn(forgetful, 'davi@example.com', 'mais uma frase comprida');
    await numbers(forgetful);

    const late = await openFrom(link);
    await fill(late, { 'Nova senha': PASSWORD });
    await press(late, 'Salvar a senha');
    await late.getByText('Este link não vale mais. Peça outro.').waitFor();

    await press(owner, 'Remover davi@example.com');
    await press(owner, 'Remover mesmo');
    await owner.getByText('removeu davi@example.com').waitFor();
    await forgetful.reload();
    await heading(forgetful, 'Entrar no Pulso');
  });

  it('the local page says that nobody was asked for a password', async () => {
    const { page, complaints } = await dashboard.openPage();
    await page.getByText('Você entrou automaticamente, sem senha').waitFor();
    await numbers(page);
    expect(complaints).toEqual([]);
  });
});
