import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolationsInBothThemes, overflowOf } from './find-violations.ts';
import { openDashboard } from './open-dashboard.ts';
import { TODAY } from './seller-day.ts';
import { signInAs } from './sign-in-as.ts';

/** A busy machine draws later; what is drawn in the end is what counts. */
const PATIENCE = { timeout: 15_000 };

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
  const { db, tenantId } = dashboard;
  await query(
    db,
    `insert into source_failures (tenant_id, connection_id, source, days, error_code, message, failed_at)
     select tenant_id, connection_id, 'freight', '[2026-11-01,2026-11-02]', 'meli_refused', '/shipments: 403', now()
     from connections where tenant_id = $1`,
    { bind: [tenantId] },
  );
  await query(db, `update connections set history_from = ${TODAY} - 200 where tenant_id = $1`, { bind: [tenantId] });
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const open = (options: Parameters<typeof dashboard.openPage>[0] = {}) =>
  dashboard.openPage({ path: '/contas', ...options });
const account = (page: Page) => page.getByRole('region', { name: 'Contas', exact: true }).getByRole('listitem').first();

async function openAs(role: 'viewer' | 'member'): Promise<Page> {
  const { page } = await open();
  await signInAs(dashboard, page, { email: `${role}@example.com`, role });
  await account(page).getByText('Histórico desde').waitFor(PATIENCE);
  return page;
}

describe('Contas in Chromium', () => {
  it('shows of each seller its state, the age of its sources, what Mercado Livre does not give, and how far back it reaches', async () => {
    const { page, complaints } = await open();
    await account(page).getByText('conectada', { exact: true }).waitFor(PATIENCE);
    for (const source of ['Anúncios', 'Pedidos', 'Visitas']) {
      await account(page).getByText(source, { exact: true }).first().waitFor(PATIENCE);
    }
    await account(page).getByText('o Mercado Livre não deixa ler.').waitFor();
    await account(page)
      .getByText(/Histórico desde \d\d\/\d\d\/\d{4}: \d+ dias com números\./)
      .waitFor();
    await account(page).getByText('ainda está sendo lido').waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ['consent_denied', 'o acesso não foi permitido'],
    ['consent_not_main_user', 'é um colaborador'],
    ['seller_connected_elsewhere', 'ligada a outra empresa'],
    ['something_new', 'algo falhou do nosso lado'],
  ])('says what became of connecting a seller, once: %s', async (word, sentence) => {
    const { page } = await open({ path: `/?connect=${word}&dias=30` });
    const note = page.getByRole('region', { name: 'Conexão da conta' });
    await note.getByText(sentence).waitFor(PATIENCE);
    await expect.poll(() => page.url()).toBe(`${dashboard.address}/?dias=30`);
    await note.getByRole('button', { name: 'Fechar aviso' }).click();
    expect(await note.count()).toBe(0);
    await page.reload();
    await page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor(PATIENCE);
    expect(await page.getByRole('region', { name: 'Conexão da conta' }).count()).toBe(0);
  });

  it('connects through Mercado Livre and back, and disconnects only when asked twice, by the keyboard alone', async () => {
    const { page } = await open();
    await page.getByRole('combobox', { name: 'Histórico' }).selectOption({ label: '30 dias' });
    await page.getByRole('link', { name: 'Conectar no Mercado Livre' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Conta conectada de novo.').waitFor(PATIENCE);

    await page.getByRole('link', { name: 'Contas' }).focus();
    await page.keyboard.press('Enter');
    await account(page)
      .getByRole('button', { name: /^Desconectar/ })
      .focus();
    await page.keyboard.press('Enter');
    // The way back is what a second press of the same key means.
    await page.getByRole('button', { name: 'Manter conectada' }).waitFor();
    await page.keyboard.press('Enter');
    await account(page).getByText('conectada', { exact: true }).waitFor(PATIENCE);
    await account(page)
      .getByRole('button', { name: /^Desconectar/ })
      .click();
    await page.getByRole('button', { name: 'Desconectar mesmo' }).click();
    await account(page).getByText('desconectada', { exact: true }).waitFor(PATIENCE);
    const entries = await query(
      dashboard.db,
      `select action from audit_entries where tenant_id = $1 and action like 'seller_%' order by happened_at`,
      { bind: [dashboard.tenantId] },
    );
    expect(entries).toEqual([{ action: 'seller_connected' }, { action: 'seller_disconnected' }]);
    await account(page)
      .getByRole('link', { name: /^Conectar de novo/ })
      .click();
    await page.getByText('Conta conectada de novo.').waitFor(PATIENCE);
  });

  it('lets a member connect and not disconnect, and a viewer neither', async () => {
    const member = await openAs('member');
    await member.getByRole('link', { name: 'Conectar no Mercado Livre' }).waitFor();
    expect(await member.getByRole('button', { name: /^Desconectar/ }).count()).toBe(0);
    const viewer = await openAs('viewer');
    expect(await viewer.getByRole('link', { name: /^Conectar/ }).count()).toBe(0);
    expect(await viewer.getByRole('button', { name: /^Desconectar/ }).count()).toBe(0);
  });

  it('says in its place what is waited for, what failed, and that there is no account', async () => {
    const { page } = await open({ path: '/' });
    await page.getByRole('group', { name: 'Pedidos', exact: true }).waitFor(PATIENCE);
    let answer: 'hold' | 'fail' | 'pass' | 'none' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/trpc\/[^?]*connections\.details/, async (route) => {
      if (answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
      if (answer === 'fail') await route.abort();
      else if (answer === 'none') await route.fulfill({ json: [{ result: { data: [] } }] });
      else await route.continue();
    });
    await page.getByRole('link', { name: 'Contas' }).click();
    await page.locator('[aria-busy="true"]').getByText('Carregando…').first().waitFor(PATIENCE);
    answer = 'fail';
    for (const release of held) release();
    await page.getByText('O servidor do Pulso não respondeu').waitFor(PATIENCE);
    answer = 'none';
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await page.getByText('Nenhuma conta do Mercado Livre foi conectada ainda.').waitFor(PATIENCE);
  });

  it('fits a phone also while the age of its sources is waited for', async () => {
    const { page } = await open({ path: '/acesso', width: 390, height: 844 });
    const held: (() => void)[] = [];
    await page.route(/trpc\/[^?]*freshness\.get/, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await page.getByRole('link', { name: 'Contas' }).click();
    await account(page).getByText('Histórico desde').waitFor(PATIENCE);
    await expect.poll(() => held.length).toBeGreaterThan(0);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    for (const release of held) release();
  });

  it.each([
    ['a phone', 390, 844],
    ['a desk', 1280, 900],
    ['a wide screen', 1920, 1080],
  ])('on %s fits the window with its accounts, and axe finds nothing on Contas', async (_, width, height) => {
    await query(
      dashboard.db,
      `update connections set status = 'reauthorisation_required', status_reason = 'O Mercado Livre encerrou a autorização desta conta.'
       where tenant_id = $1`,
      { bind: [dashboard.tenantId] },
    );
    const { page, complaints } = await open({ width, height });
    await account(page).getByText('precisa de nova autorização').waitFor(PATIENCE);
    await account(page)
      .getByRole('link', { name: /^Conectar de novo/ })
      .waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await findViolationsInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
