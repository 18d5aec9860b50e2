import { expect, it } from 'vitest';
import { choicesOf, placeOf } from './time-zones.ts';

it('the zones of Brazil come first and by their cities, each zone once, and the present one is among them', () => {
  const { home, others } = choicesOf('Etc/GMT+3');
  expect(home[0]).toBe('America/Sao_Paulo');
  expect(home.map(placeOf)).toContain('Fernando de Noronha');
  expect(others).toContain('Etc/GMT+3');
  expect(others).toContain('Europe/Lisbon');
  const all = [...home, ...others];
  expect(new Set(all).size).toBe(all.length);
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos Aires');
});
