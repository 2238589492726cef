import { expect, test } from 'vitest';
import { suggestedTags, writtenTags } from '../../../src/renderer/ui/written-tags.ts';

test('tags are parted by the commas of any script, and a # before one is no part of it', () => {
  expect(writtenTags(' #ports, unions،نقابات、 港口 ，,')).toEqual(['ports', 'unions', 'نقابات', '港口']);
});

const KNOWN = ['Airports', 'Europe', 'ports', 'Ports of call', 'unions', '港口'];

test('known tags are offered that have what is being written, those that begin with it first', () => {
  expect(suggestedTags('por', KNOWN).map(({ name }) => name)).toEqual(['ports', 'Ports of call', 'Airports']);
  expect(suggestedTags('#Uni', KNOWN)).toEqual([{ name: 'unions', written: 'unions' }]);
  expect(suggestedTags('zebra', KNOWN)).toEqual([]);
});

test('a tag that is taken goes behind those that are written, and is not offered twice', () => {
  expect(suggestedTags('ports, eu', KNOWN)).toEqual([{ name: 'Europe', written: 'ports, Europe' }]);
  expect(suggestedTags('ports、', KNOWN).map(({ written }) => written)).toEqual(
    KNOWN.filter((name) => name !== 'ports').map((name) => `ports、${name}`),
  );
});
