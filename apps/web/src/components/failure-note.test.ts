import { createElement } from 'react';
import { expect, it } from 'vitest';
import { drawPart } from '../testing/draw-part.ts';
import { FailureNote } from './failure-note.tsx';

const draw = (ofPage: boolean) =>
  drawPart(createElement(FailureNote, { cause: 'database', ofPage, onRetry: () => {} }));

it('a page that cannot be opened interrupts whoever listens; one of its parts that failed waits for its turn', () => {
  expect(draw(true).html).toMatch(/role="alert".*<h1/);
  expect(draw(false).html).toContain('role="status"');
  expect(draw(false).html).not.toContain('role="alert"');
});
