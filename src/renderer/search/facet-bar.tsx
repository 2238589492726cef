// What was found by source, author, language, year, collection and tag: each value narrows the question down, and the
// question stays what one can read and change.
import { SlidersHorizontal } from 'lucide-react';
import { memo, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading, Link } from 'react-aria-components';
import type { Facets } from '../../shared/api/search.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { formatRoute, type SearchPlace } from '../routes.ts';
import { FACETS, type Facet, filterOf } from './facet-filter.ts';
import './facet-bar.css';

/** How many values of a kind are offered. */
const SHOWN = 6;

/** Shows the counts; one that all documents share does not narrow anything and is left out. */
export const FacetBar = memo(function FacetBar({
  place,
  facets,
  total,
}: {
  readonly place: SearchPlace;
  readonly facets: Facets;
  readonly total: number;
}) {
  const text = useText();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const kinds = FACETS.map(
    (kind) => [kind, facets[kind].filter(({ count }) => count < total).slice(0, SHOWN)] as const,
  );
  const offered = kinds.filter(([, values]) => values.length > 0);
  if (offered.length === 0) return null;
  return (
    <Disclosure className="facets" isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={2}>
        <Button slot="trigger" className="button plain">
          <SlidersHorizontal aria-hidden size={14} /> {text('facets')}
        </Button>
      </Heading>
      <DisclosurePanel>
        {isOpen && (
          <dl>
            {offered.map(([kind, values]) => (
              <div key={kind}>
                <dt>{text(`facets.${kind}`)}</dt>
                <dd>
                  {values.map(({ value, count }) => (
                    <Link key={value} className="facet" href={hrefOf(place, kind, value)}>
                      <bdi>{kind === 'language' ? languageName(value, language) : value}</bdi>{' '}
                      <span className="quiet">{count}</span>
                    </Link>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
});

function hrefOf(place: SearchPlace, kind: Facet, value: string): string {
  return formatRoute({ view: 'list', list: { ...place, query: `${place.query.trim()} ${filterOf(kind, value)}` } });
}
