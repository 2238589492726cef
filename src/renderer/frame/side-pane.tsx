// The side beside the list on a wide window; over it, until something is chosen, on a narrow one.
import { type ReactNode, useEffect } from 'react';
import { useSettledRoute } from '../routes.ts';

/** Where the side lies over the list; app.css has the same. */
const NARROW = '(max-width: 63.99rem)';

/** Shows the side. On a narrow window choosing a place, Escape or a press beside it hide it. */
export function SidePane({
  isShown,
  onHide,
  children,
}: {
  readonly isShown: boolean;
  readonly onHide: () => void;
  readonly children: ReactNode;
}) {
  const address = JSON.stringify(useSettledRoute());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what hides it
  useEffect(() => {
    if (window.matchMedia(NARROW).matches) onHide();
  }, [address]);
  if (!isShown) return null;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the drawer is a convenience; Escape and the bar's button do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className="side-shade" onClick={onHide} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from the controls inside */}
      <div
        className="pane side-pane"
        onKeyDown={(event) => {
          if (event.key === 'Escape' && window.matchMedia(NARROW).matches) onHide();
        }}
      >
        {children}
      </div>
    </>
  );
}
