import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { NextStep } from './next-step.tsx';

const connected = { connectionId: 'c', sellerId: '1', nickname: null, status: 'active' };
const tell = (given: { connections: object[]; role?: string; hasButton?: boolean }) =>
  drawPart(createElement(NextStep, { hasButton: given.hasButton ?? false }), [
    { procedure: 'connections.list', answer: given.connections },
    { procedure: 'session.get', answer: { role: given.role ?? 'member' } },
  ]).html;

describe('a page without numbers', () => {
  it('leads to Contas while no account is connected, or none any more', () => {
    for (const connections of [[], [{ ...connected, status: 'disconnected' }]]) {
      const html = tell({ connections, hasButton: true });
      expect(html).toContain('href="/contas"');
      expect(html).not.toContain('Atualizar dados');
    }
  });

  it('names the button where there is one, and the page that has it where there is none', () => {
    expect(wordsOf(tell({ connections: [connected], hasButton: true }))).toBe(
      'Use o botão Atualizar dados para ler o Mercado Livre.',
    );
    expect(tell({ connections: [connected] })).toMatch(/outra página.*href="\/"/);
  });

  it('sends whoever only looks to no button', () => {
    expect(wordsOf(tell({ connections: [connected], role: 'viewer', hasButton: true }))).toBe('');
  });
});
