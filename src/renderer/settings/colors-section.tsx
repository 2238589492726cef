// What the colours of highlights mean in this archive, and the way to name them.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { COLORS } from '../../shared/annotation.ts';
import { MeaningsDialog } from '../highlights/meanings-dialog.tsx';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { Section } from './section.tsx';

/** Shows the colours with their meanings. */
export function ColorsSection() {
  const text = useText();
  const { data: meanings } = useQuery(reading('archive.meanings', {}));
  const [isNaming, setNaming] = useState(false);
  return (
    <Section id="colors" title={text('meanings')} hint={text('settings.ofArchive')}>
      <ul className="settings-colors">
        {COLORS.map((color) => (
          <li key={color} data-color={color}>
            <span className="color-dot" />
            <span>{text(`reader.color.${color}`)}</span>
            <bdi className="quiet">{meanings?.[color] ?? ''}</bdi>
          </li>
        ))}
      </ul>
      <Button className="button" onPress={() => setNaming(true)}>
        {text('settings.colors.change')}
      </Button>
      <MeaningsDialog isOpen={isNaming} onClose={() => setNaming(false)} />
    </Section>
  );
}
