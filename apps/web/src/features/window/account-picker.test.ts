import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { AccountPicker } from './account-picker.tsx';

const account = (told: object) => ({
  connectionId: crypto.randomUUID(),
  sellerId: '123',
  nickname: 'LOJA',
  status: 'active',
  ...told,
});
const draw = (connections: object[] | null) =>
  drawPart(
    createElement(AccountPicker, { connectionId: null, onChange: () => {} }),
    connections === null ? [] : [{ procedure: 'connections.list', answer: connections }],
  ).html;

describe('the choice of an account', () => {
  it('is there with a single account too, and not without any', () => {
    expect(wordsOf(draw([account({})]))).toBe('Todas as contas LOJA');
    expect(wordsOf(draw([]))).toBe('');
  });

  it('marks what is not read any more, and names by its number what has no name', () => {
    const told = draw([account({ nickname: null }), account({ nickname: 'ANTIGA', status: 'disconnected' })]);
    expect(wordsOf(told)).toBe('Todas as contas 123 ANTIGA (desconectada)');
  });

  it('keeps its place until the accounts are known, so that the page does not jump', () => {
    expect(draw(null)).toContain('visibility:hidden');
    expect(draw([account({})])).not.toContain('visibility:hidden');
  });
});
