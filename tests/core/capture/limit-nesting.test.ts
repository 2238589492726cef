import { describe, expect, test } from 'vitest';
import { limitNesting, parseLimited } from '../../../src/core/capture/limit-nesting.ts';

describe('nesting', () => {
  test('of honest pages stays as it is', () => {
    const html = `<div class="a>b"><p>x${'<li>y'.repeat(500)}<script>"<div>".repeat(999)</script><!-- ${'<div>'.repeat(999)} --></div>${'<b>z</b>'.repeat(999)}`;
    expect(limitNesting(html)).toBe(html);
  });

  test('is cut where it goes on for ever, and the words stay', () => {
    const html = `${'<b><i>'.repeat(5000)}words${'</i></b>'.repeat(5000)}<p>after</p>`;
    const cut = limitNesting(html);
    expect(cut.match(/<b>/g)).toHaveLength(128);
    expect(cut.match(/<\/b>/g)).toHaveLength(128);
    expect(cut).toContain('words');
    expect(cut).toContain('<p>after</p>');
  });

  test('of tables is cut with their rows', () => {
    const cut = limitNesting(`${'<table><tr><td>'.repeat(1000)}words`);
    expect(cut.match(/<td>/g)).toHaveLength(24);
    expect(cut).toMatch(/words$/);
  });

  test('an element of very many attributes loses them, and the page is read at once', async () => {
    const flood = Array.from({ length: 100_000 }, (_, i) => `a${i}="x"`).join(' ');
    const html = `<html><body><p ${flood} id="here">${'Words of a page that a person wants to keep. '.repeat(20)}</p></body></html>`;
    expect(limitNesting(html)).toMatch(/^<html><body><p>Words/u);
    const { page } = parseLimited(html);
    expect(page.querySelector('p')?.attributes).toHaveLength(0);
    const usual = `<p class="a" data-b='c > d' hidden>${'x'.repeat(2000)}</p>`;
    expect(limitNesting(usual)).toBe(usual);
  });
});
