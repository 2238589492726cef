// Captures made files as an import does: containers parted, each item captured, without threads.
import type { Captured, CaptureRequest } from '../../src/core/capture/captured.ts';
import { openContainer } from '../../src/core/capture/containers/open-container.ts';
import { readOriginal } from '../../src/core/capture/read-original.ts';
import { containerFormatOf } from '../../src/core/capture/source-format.ts';

export interface CapturedPart {
  readonly name: string;
  readonly captured: Captured;
  readonly warnings: readonly string[];
}

/** Captures a file of one item. */
export function captureFile(
  name: string,
  content: string | Uint8Array,
  more: Partial<CaptureRequest> = {},
): Promise<Captured> {
  return readOriginal({ bytes: Uint8Array.from(Buffer.from(content)), name, format: 'auto', given: {}, ...more });
}

/** Parts a file that holds several and captures each. */
export async function captureAll(name: string, content: string | Uint8Array): Promise<CapturedPart[]> {
  const bytes = Uint8Array.from(Buffer.from(content));
  const format = containerFormatOf({ name, bytes, format: 'auto' });
  if (format === undefined) throw new Error(`${name} holds no items`);
  const parts: CapturedPart[] = [];
  for await (const part of openContainer({ name, format, bytes })) {
    if ('address' in part) throw new Error('an address, not an item');
    const captured = await readOriginal({
      bytes: part.bytes,
      name: `${name}#${part.name}`,
      format: part.format,
      given: {},
    });
    parts.push({ name: part.name, captured, warnings: part.warnings ?? [] });
  }
  return parts;
}

/** The lines of a captured item's text. */
export const linesOf = ({ reading }: Captured): string[] => reading.text.split('\n');
