// Annotations while an article is read: shown at the gesture, honest about what is saved, undone and redone in order.
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type AnnotationCall,
  type AnnotationStore,
  createAnnotationStore,
} from '../../../src/renderer/reader/annotation-store.ts';
import type { Annotation, Area } from '../../../src/shared/annotation.ts';
import type { Result } from '../../../src/shared/errors.ts';

const BROKEN: Result<never> = { ok: false, error: { code: 'unavailable', message: 'The disk is full.' } };

const NEVER_THERE: Result<never> = { ok: false, error: { code: 'not-found', message: 'There was none.' } };

/** An archive in memory that can refuse, or wait, to answer. */
function archive() {
  const present = new Map<string, Annotation>();
  const removed = new Map<string, Annotation>();
  const control = { isBroken: false, isAnswerLost: false, gate: Promise.resolve(), calls: [] as string[], present };
  const call = (async (method: string, input: Record<string, never>) => {
    control.calls.push(method);
    await control.gate;
    if (control.isBroken) return BROKEN;
    const { ids } = input as { ids?: string[] };
    if (method === 'annotations.restore' && ids?.some((id) => !removed.has(id))) return NEVER_THERE;
    const value = perform(method, input);
    return control.isAnswerLost ? BROKEN : { ok: true, value };
  }) as unknown as AnnotationCall;

  function perform(method: string, input: Record<string, never>): unknown {
    const { id = '', ids = [], ...content } = input as { id?: string; ids?: string[]; [key: string]: unknown };
    if (method === 'annotations.list') return [...present.values()];
    if (method === 'annotations.create') return keep(`urn:pressmark:${id}`, content);
    if (method === 'annotations.update') return keep(id, { ...inputs.get(id), ...content });
    for (const each of ids) move(each, method === 'annotations.remove' ? [present, removed] : [removed, present]);
    return {};
  }

  const inputs = new Map<string, Record<string, unknown>>();
  function keep(id: string, content: Record<string, unknown>): Annotation {
    inputs.set(id, content);
    const { area, position } = content as { area?: Area; position?: { start: number; end: number } };
    const annotation = {
      id,
      type: 'Annotation',
      body: content['note'] ? [{ type: 'TextualBody', purpose: 'commenting', value: content['note'] }] : [],
      target: {
        source: 'x',
        selector: area
          ? [{ type: 'FragmentSelector', value: 'page=1', 'pressmark:area': area }]
          : [
              { type: 'TextPositionSelector', ...position },
              { type: 'TextQuoteSelector', exact: 'w' },
            ],
      },
      'pressmark:color': content['color'],
    } as unknown as Annotation;
    present.set(id, annotation);
    return annotation;
  }

  function move(id: string, [from, to]: [Map<string, Annotation>, Map<string, Annotation>]): void {
    const annotation = from.get(id);
    if (annotation) to.set(id, annotation);
    from.delete(id);
  }

  return { call, control };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a highlight', () => {
  let store: AnnotationStore;
  let call: AnnotationCall;
  let control: ReturnType<typeof archive>['control'];
  const states = () => store.shown().annotations.map(({ state, color, note }) => [state, color, note].join(' ').trim());
  const kept = () => [...control.present.values()].map((each) => each['pressmark:color']);

  beforeEach(async () => {
    ({ call, control } = archive());
    store = createAnnotationStore('d1', call);
    await store.refresh();
  });

  test('is shown at once and said to be saved only after the answer', async () => {
    let open = () => {};
    control.gate = new Promise((resolve) => {
      open = resolve;
    });
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    expect(states()).toEqual(['saving yellow']);
    open();
    await settled();
    expect(states()).toEqual(['saved yellow']);
    expect(store.shown().annotations[0]?.id).toBe(id);
  });

  test('stays when saving fails, takes further changes along, and is saved whole when tried again', async () => {
    control.isBroken = true;
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    await settled();
    expect(store.shown().annotations[0]).toMatchObject({ state: 'failed', failure: { message: 'The disk is full.' } });
    store.update(id, { note: 'why' });
    store.update(id, { color: 'pink' });
    await settled();
    expect(states()).toEqual(['failed pink why']);
    control.isBroken = false;
    store.retry(id);
    await settled();
    expect(states()).toEqual(['saved pink why']);
    expect(kept()).toEqual(['pink']);
    expect(store.shown().hasUnsaved).toBe(false);
  });

  test('of a part of a page is tried again, and undone and redone, as a passage is', async () => {
    control.isBroken = true;
    const area = { page: 1, x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
    const id = store.createArea(area, 'green');
    await settled();
    expect(states()).toEqual(['failed green']);
    control.isBroken = false;
    store.retry(id);
    await settled();
    expect(store.shown().annotations).toMatchObject([{ id, state: 'saved', standing: 'area', area }]);
    store.undo();
    await settled();
    expect(kept()).toEqual([]);
    store.redo();
    await settled();
    expect(kept()).toEqual(['green']);
    expect(store.shown().annotations).toMatchObject([{ id, standing: 'area', area }]);
  });

  test('that was changed while its making was on the way to fail is one unsaved highlight with the change', async () => {
    let open = () => {};
    control.gate = new Promise((resolve) => {
      open = resolve;
    });
    control.isBroken = true;
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    store.update(id, { note: 'why' });
    open();
    await settled();
    expect(states()).toEqual(['failed yellow why']);
    control.isBroken = false;
    store.retry(id);
    await settled();
    expect(states()).toEqual(['saved yellow why']);
    expect(control.present.size).toBe(1);
  });

  test('whose answer was lost is not made twice', async () => {
    control.isAnswerLost = true;
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    await settled();
    control.isAnswerLost = false;
    await store.refresh();
    store.retry(id);
    await settled();
    expect(control.present.size).toBe(1);
    expect(states()).toEqual(['saved yellow']);
  });

  test('that could not be saved and is removed was never there', async () => {
    control.isBroken = true;
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    await settled();
    store.remove(id);
    expect(states()).toEqual([]);
    expect(store.shown().hasUnsaved).toBe(false);
    control.isBroken = false;
    store.undo();
    await settled();
    expect(states()).toEqual(['saved yellow']);
  });

  test('that could not be removed is still shown, and says so', async () => {
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    await settled();
    control.isBroken = true;
    store.remove(id);
    expect(states()).toEqual([]);
    await settled();
    expect(states()).toEqual(['failed yellow']);
  });

  test('is undone and redone through making, colour, note and removal, each in the archive', async () => {
    const id = store.create({ start: 1, end: 5 }, 'w', 'yellow');
    store.update(id, { color: 'green' });
    store.update(id, { note: 'why' });
    store.remove(id);
    await settled();
    const seen: unknown[] = [kept()];
    for (let i = 0; i < 4; i++) {
      store.undo();
      await settled();
      seen.push(states());
    }
    expect(seen).toEqual([[], ['saved green why'], ['saved green'], ['saved yellow'], []]);
    for (let i = 0; i < 3; i++) store.redo();
    await settled();
    expect(states()).toEqual(['saved green why']);
    expect(kept()).toEqual(['green']);
    store.redo();
    await settled();
    expect(control.present.size).toBe(0);
    expect(store.shown().canRedo).toBe(false);
  });

  test('made after an undo ends what could be redone', async () => {
    store.create({ start: 1, end: 5 }, 'w', 'yellow');
    store.undo();
    store.create({ start: 7, end: 9 }, 'w', 'blue');
    await settled();
    store.redo();
    await settled();
    expect(states()).toEqual(['saved blue']);
  });

  test('of another window appears when the archive is asked again', async () => {
    createAnnotationStore('d1', call).create({ start: 2, end: 3 }, 'w', 'purple');
    await settled();
    await store.refresh();
    expect(states()).toEqual(['saved purple']);
  });
});
