import { describe, expect, test } from 'vitest';
import { publicationOf } from '../../../src/core/capture/publications.ts';

describe('the name of a publication', () => {
  test.each([
    ['Libération.fr', undefined, 'Libération'],
    ['the Guardian', 'https://www.theguardian.com/world/a', 'The Guardian'],
    ['新华网', undefined, 'Xinhua'],
    ['Agence France-Presse', 'https://paper.example/a', 'AFP'],
    ['聯合ニュース', undefined, 'Yonhap'],
    ['Le Courrier de Brévanes', 'https://www.lemonde.fr/a', 'Le Courrier de Brévanes'],
    [undefined, 'https://www.lemonde.fr/a', 'Le Monde'],
    [undefined, 'https://timesofindia.indiatimes.com/a', 'The Times of India'],
    [undefined, 'https://notlemonde.fr/a', undefined],
    [undefined, 'https://courrier.example/a', undefined],
    [undefined, undefined, undefined],
  ])('said %j at %j is %j', (said, address, name) => expect(publicationOf(said, address)).toBe(name));
});
