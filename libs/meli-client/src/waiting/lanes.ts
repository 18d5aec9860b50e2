/** Runs a piece of work once there is a free lane. */
export type InLane = <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;

/**
 * Lets at most `width` pieces of work run at a time; the others begin in their order of asking. Who gives up
 * while waiting leaves the queue with the signal's reason.
 */
export function createLanes(width: number): InLane {
  let free = width;
  const queue: (() => void)[] = [];

  const turn = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        queue.splice(queue.indexOf(enter), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(enter);
    });

  return async (work, signal) => {
    signal?.throwIfAborted();
    if (free > 0) free -= 1;
    else await turn(signal);
    try {
      return await work();
    } finally {
      // The lane is handed over and never free in between, so that nobody slips in past the queue.
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}
