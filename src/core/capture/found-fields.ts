// Gathers the fields of a record while they are found: the first offer of a value wins, and its origin is kept.
import { withoutControls } from '../../shared/control-characters.ts';
import type { DocumentFields, FieldOrigin } from '../../shared/document.ts';

/** Fields as they are found, the best first. */
export class FoundFields {
  readonly #fields: Partial<Record<keyof DocumentFields, string | readonly string[]>> = {};
  readonly origins: Record<string, FieldOrigin> = {};

  /** Sets a field, without control characters, unless it has a value already or the new one is empty; an empty string counts from a person or an import only. */
  offer(name: keyof DocumentFields, value: string | readonly string[] | undefined, origin: FieldOrigin): void {
    if (value === undefined || this.#fields[name] !== undefined) return;
    if (value.length === 0 && origin !== 'person' && origin !== 'import') return;
    this.#fields[name] = typeof value === 'string' ? withoutControls(value) : value.map(withoutControls);
    this.origins[name] = origin;
  }

  /** Offers several fields that were found in one place. */
  offerAll(fields: Partial<DocumentFields>, origin: FieldOrigin): void {
    for (const [name, value] of Object.entries(fields)) this.offer(name as keyof DocumentFields, value, origin);
  }

  has(name: keyof DocumentFields): boolean {
    return this.#fields[name] !== undefined;
  }

  /** The fields that have a value, with a title, which is empty when none was found. What was emptied is left out. */
  get values(): Partial<DocumentFields> & { readonly title: string } {
    const filled = Object.entries(this.#fields).filter(([, value]) => value.length > 0);
    return { title: '', ...(Object.fromEntries(filled) as Partial<DocumentFields>) };
  }
}
