import { describe, expect, test } from 'vitest';
import { limitNesting } from '../../../src/core/capture/limit-nesting.ts';

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
});
