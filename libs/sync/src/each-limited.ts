/**
 * Runs `work` over `inputs`, at most `width` at a time, in their order of beginning.
 * The first failure stops further beginnings and is thrown once those under way have ended.
 */
export async function eachLimited<Input>(
  inputs: readonly Input[],
  width: number,
  work: (input: Input, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { error: unknown } | null = null;
  const lane = async () => {
    while (next < inputs.length && !failure) {
      const index = next++;
      try {
        await work(inputs[index] as Input, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, inputs.length) }, lane));
  const failed = failure as { error: unknown } | null;
  if (failed) throw failed.error;
}

/** Calls in flight per seller (API document 9.1). */
export const CALLS_IN_FLIGHT = 3;
