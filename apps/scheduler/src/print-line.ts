/** Writes one result on stdout, which carries JSON lines only (contract 5). */
export function printLine(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/**
 * Lets the work go on when nobody reads stdout any more, as after `run … | head -1` or the death of the process that
 * started us: the rows of `job_logs` tell the outcome all the same.
 */
export function outliveReaders(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
