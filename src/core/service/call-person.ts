// In whose name the present call writes: the person of this process, or of the one that handed the call over.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ports } from '../ports.ts';

const caller = new AsyncLocalStorage<string>();

/** Runs a call in the name of another person. */
export function inNameOf<T>(person: string, call: () => Promise<T>): Promise<T> {
  return caller.run(person, call);
}

/** The same ports, whose `person` is the one in whose name is being written. */
export function withCallPerson(ports: Ports): Ports {
  return Object.defineProperty({ ...ports }, 'person', {
    enumerable: true,
    get: () => caller.getStore() ?? ports.person,
  });
}
