const NEWLINE = 0x0a;
/** How PostgreSQL's text format says that no row follows; no row can look like it. */
export const END_OF_ROWS = '\\.\n';

/** A backup as it is read: lines of ours, and between them blocks of rows in PostgreSQL's text format. */
export interface BackupBlocks {
  /** @returns the next line without its end; null when there is none */
  line(): Promise<string | null>;
  /**
   * The rows up to the end of their block, in whole lines.
   * @throws Error when the file ends before the block does
   */
  rows(): AsyncGenerator<Buffer>;
}

/** Cuts what comes from `source`, in whatever pieces, and never holds more than a piece and a row. */
export function readBlocks(source: AsyncIterable<Buffer>): BackupBlocks {
  const pieces = source[Symbol.asyncIterator]();
  // Always begins where a line begins.
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await pieces.next();
    if (!done) rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
    return !done;
  };
  const take = (length: number) => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };

  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(NEWLINE);
        if (end >= 0) return take(end + 1).toString('utf8', 0, end);
        if (!(await more())) return null;
      }
    },
    async *rows() {
      for (;;) {
        const isAtEnd = rest.subarray(0, END_OF_ROWS.length).equals(Buffer.from(END_OF_ROWS));
        const end = isAtEnd ? 0 : rest.indexOf(`\n${END_OF_ROWS}`) + 1;
        if (isAtEnd || end > 0) {
          if (end > 0) yield take(end);
          take(END_OF_ROWS.length);
          return;
        }
        const whole = rest.lastIndexOf(NEWLINE) + 1;
        if (whole > 0) yield take(whole);
        if (!(await more())) throw new Error('the file ends in the middle of its rows');
      }
    },
  };
}
