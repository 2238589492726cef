// The annotations of the document that is read, as a store that follows the archive. Drawing them is the reader's part.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call, onEvent } from '../api.ts';
import { type AnnotationStore, type AnnotationsShown, createAnnotationStore } from './annotation-store.ts';

/** Stores of documents that were left with something unsaved: it is there, and can be saved, when they are opened again. */
const leftUnsaved = new Map<string, AnnotationStore>();

export interface OpenAnnotations {
  readonly store: AnnotationStore;
  readonly shown: AnnotationsShown;
  /** Whether the archive has answered once. */
  readonly isRead: boolean;
}

/** Reads a document's annotations, again whenever the archive says that some have changed, and warns before unsaved ones are closed. */
export function useAnnotations(document: string): OpenAnnotations {
  const [store] = useState(() => leftUnsaved.get(document) ?? createAnnotationStore(document, call));
  const [isRead, setIsRead] = useState(false);
  const shown = useSyncExternalStore(store.subscribe, store.shown);

  useEffect(() => {
    leftUnsaved.delete(document);
    void store.refresh().then(() => setIsRead(true));
    const end = onEvent((event) => {
      const isOurs =
        event.type === 'changed' && (event.nouns.includes('annotations') || event.nouns.includes('documents'));
      if (isOurs || (event.type === 'connection' && event.isOpen)) void store.refresh();
    });
    return () => {
      end();
      if (store.shown().hasUnsaved) leftUnsaved.set(document, store);
    };
  }, [document, store]);

  useEffect(() => {
    if (!shown.hasUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [shown.hasUnsaved]);

  return { store, shown, isRead };
}
