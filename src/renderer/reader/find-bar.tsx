// Finds words in the article that is read, whatever their case and accents, and goes from one place to the next.
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useText } from '../i18n.ts';
import type { OpenArticle } from './annotated-article.tsx';
import { findWords } from './find-words.ts';
import { paintFound } from './highlight-paint.ts';

export interface FindBarProps {
  readonly open: OpenArticle | undefined;
  /** What is looked for first; another object asks anew. */
  readonly search: { readonly words: string };
  readonly onClose: () => void;
}

/** Shows the field; Enter and Shift-Enter go to the next and the previous place. */
export function FindBar({ open, search, onClose }: FindBarProps) {
  const text = useText();
  const [words, setWords] = useState(search.words);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (search.words !== '') setWords(search.words);
    setAt(0);
    field.current?.focus();
    field.current?.select();
  }, [search]);
  const index = open?.reading.index;
  const found = useMemo(() => (index === undefined ? [] : findWords(index, words)), [index, words]);
  const current = found.length === 0 ? undefined : found[at % found.length];

  useEffect(() => {
    if (open === undefined) return;
    paintFound(open.page, open.reading.map, found, current);
    return () => paintFound(open.page, open.reading.map, [], undefined);
  }, [open, found, current]);
  const show = open?.show;
  useEffect(() => {
    if (current !== undefined) show?.(current);
  }, [current, show]);

  const step = (by: 1 | -1) => {
    if (found.length > 0) setAt((at + by + found.length) % found.length);
  };
  const close = () => {
    onClose();
    open?.page.focus();
  };
  return (
    <search className="find-bar">
      <SearchField
        aria-label={text('find')}
        value={words}
        onChange={(value) => {
          setWords(value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') close();
        }}
      >
        <Input ref={field} placeholder={text('find')} dir="auto" />
      </SearchField>
      <span className="find-count" role="status">
        {words !== '' &&
          text('find.count', { at: found.length === 0 ? 0 : (at % found.length) + 1, count: found.length })}
      </span>
      <Button
        className="button icon"
        aria-label={text('find.previous')}
        isDisabled={found.length === 0}
        onPress={() => step(-1)}
      >
        <ChevronUp aria-hidden size={18} />
      </Button>
      <Button
        className="button icon"
        aria-label={text('find.next')}
        isDisabled={found.length === 0}
        onPress={() => step(1)}
      >
        <ChevronDown aria-hidden size={18} />
      </Button>
      <Button className="button icon" aria-label={text('find.close')} onPress={close}>
        <X aria-hidden size={18} />
      </Button>
    </search>
  );
}
