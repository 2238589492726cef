// A menu where the pointer is, or where the focus is when the keyboard asks for it. What it offers is the caller's.
import { type ReactNode, useRef } from 'react';
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
  return (
    <>
      <span ref={anchor} className="context-menu-anchor" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} aria-hidden />
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={anchor}
        isOpen={at !== undefined}
        onOpenChange={(isOpen) => isOpen || onClose()}
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
