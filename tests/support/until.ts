// Waits for what other programs do in their own time.

/** Waits until something holds. @throws Error after the time limit, two minutes if none is given. */
export async function until(holds: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come to hold in time');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
