import { createElement } from 'react';
import { expect, it } from 'vitest';
import type { AccountDetails } from '../../api/trpc.ts';
import { drawPart, wordsOf } from '../../testing/draw-part.ts';
import { useDepthWords } from './use-depth-words.ts';

function Depth({ status }: Pick<AccountDetails, 'status'>) {
  const history = { firstDay: '2026-11-01', lastDay: '2026-11-30', knownDays: 30 } as AccountDetails['history'];
  return useDepthWords({ history, historyFrom: '2026-09-01', status });
}

it('older days are on their way to an account that can be read, and to no other', () => {
  const say = (status: AccountDetails['status']) => wordsOf(drawPart(createElement(Depth, { status })).html);
  expect(say('active')).toContain('ainda está sendo lido');
  for (const status of ['disconnected', 'reauthorisation_required'] as const) {
    expect(say(status)).toBe('Histórico desde 01/11/2026: 30 dias com números.');
  }
});
