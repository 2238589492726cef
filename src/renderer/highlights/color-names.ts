// The colours of highlights by their names, and by what they mean in this archive where somebody has said so.
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Color } from '../../shared/annotation.ts';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';

/** Gives the function that names a colour: “yellow”, or “yellow: claim”. */
export function useColorName(): (color: Color) => string {
  const text = useText();
  const { data: meanings } = useQuery(reading('archive.meanings', {}));
  return useCallback(
    (color) => {
      const name = text(`reader.color.${color}`);
      const meaning = meanings?.[color];
      return meaning === undefined ? name : text('meanings.named', { color: name, meaning });
    },
    [text, meanings],
  );
}
