import { expect, test } from 'vitest';
import { filterOf } from '../../../src/renderer/search/facet-filter.ts';

test.each([
  ['source', 'Courier', 'source:Courier'],
  ['source', 'Le Courrier de l’Estuaire', 'source:"Le Courrier de l’Estuaire"'],
  ['tag', 'à "vérifier"', 'tag:"à vérifier"'],
  ['language', 'zh-Hans', 'language:zh-Hans'],
  ['year', '2024', 'after:2024 before:2025'],
] as const)('the %s %j narrows a question by %j', (kind, value, filter) => {
  expect(filterOf(kind, value)).toBe(filter);
});
