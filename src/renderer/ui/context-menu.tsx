// A menu where the pointer is, or where the focus is when the keyboard asks for it. What it offers is the caller's.
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Menu, Popover } from 'react-aria-components';

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ContextMenuProps {
  readonly label: string;
  /** Where it is open; undefined while it is closed. */
  readonly at: Point | undefined;
  readonly onClose: () => void;
  /** The items of the menu. */
  readonly children: ReactNode;
}

/** Shows the menu while it is open; it takes the focus, and Escape closes it. */
export function ContextMenu({ label, at, onClose, children }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const isOpen = at !== undefined;
  useFocusGivenBack(isOpen);
  return (
    <>
      <span ref={anchor} className="context-menu-anchor" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} aria-hidden />
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={anchor}
        isOpen={isOpen}
        onOpenChange={(opens) => opens || onClose()}
        placement="bottom start"
        offset={2}
      >
        <Menu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
          {children}
        </Menu>
      </Popover>
    </>
  );
}

/**
 * Gives the focus back to where it was before a menu opened, in the same turn as the menu closes. React Aria does so with
 * the next frame; a key pressed until then would be lost.
 */
function useFocusGivenBack(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    return () =>
      queueMicrotask(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
  }, [isOpen]);
}
