import { expect, it, vi } from 'vitest';
import { copyOrSelect } from './copy-or-select.ts';

const fieldWith = (value: string) => ({ value, focus: vi.fn<() => void>(), select: vi.fn<() => void>() });

it('a link that is made for somebody goes into the clipboard', async () => {
  const [field, clipboard] = [
    fieldWith('http://pulso/convite#a'),
    { writeText: vi.fn<(text: string) => Promise<void>>(async () => {}) },
  ];
  expect(await copyOrSelect(field, clipboard)).toBe('copied');
  expect(clipboard.writeText).toHaveBeenCalledWith('http://pulso/convite#a');
  expect(field.select).not.toHaveBeenCalled();
});

it.each([
  ['gives none', undefined],
  ['refuses it', { writeText: () => Promise.reject(new Error('refused')) }],
])('a link is selected, to be copied by hand, where the browser has a clipboard and %s', async (_, clipboard) => {
  const field = fieldWith('http://pulso/convite#b');
  expect(await copyOrSelect(field, clipboard)).toBe('selected');
  expect(field.focus).toHaveBeenCalledOnce();
  expect(field.select).toHaveBeenCalledOnce();
});
