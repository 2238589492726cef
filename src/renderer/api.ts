// How the window calls the core. Nothing else in the window knows which shell it runs in.
import type { Input, MethodName, Output } from '../shared/api/index.ts';
import { failureValueOf, type Result } from '../shared/errors.ts';

/** What the preload puts into the page: a function for each method of the contract. */
type Bridge = { readonly [M in MethodName]: (input: Input<M>) => Promise<Result<Output<M>>> };

declare global {
  interface Window {
    readonly pressmark?: Bridge;
  }
}

/** Calls a method of the contract. It never throws: a broken connection is a failure value too. */
export async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>>> {
  const bridge = window.pressmark;
  if (bridge === undefined) return NO_BRIDGE;
  try {
    return await bridge[method](input);
  } catch (thrown) {
    return { ok: false, error: failureValueOf(thrown) };
  }
}

const NO_BRIDGE: Result<never> = {
  ok: false,
  error: {
    code: 'unavailable',
    message: 'this page was opened outside the program',
    remedy: 'Start Pressmark with `npm start`.',
  },
};
