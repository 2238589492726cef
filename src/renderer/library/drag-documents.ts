// Documents dragged inside the window, from a list to a place of the side.
import type { DragEvent } from 'react';

/** What is dragged, as the browser names it: no other program offers this kind. */
const KIND = 'application/x-pressmark-documents';

/** Begins dragging documents. */
export function dragDocuments(event: DragEvent, ids: readonly string[]): void {
  event.dataTransfer.setData(KIND, JSON.stringify(ids));
  event.dataTransfer.effectAllowed = 'copyMove';
}

/** Whether documents are being dragged. What they are is told only when they are dropped. */
export function areDocumentsDragged(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(KIND);
}

/** The documents that were dropped. */
export function droppedDocuments(event: DragEvent): readonly string[] {
  const ids: unknown = JSON.parse(event.dataTransfer.getData(KIND) || '[]');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
