import type { Formatter } from '../../format/create-formatter.ts';
import type { Sheet, SheetCell } from './to-sheet.ts';

/** Excel reads a file as UTF-8 only when it begins so. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The list as CSV, as spreadsheets of the reader's language open it: where the comma parts decimals, the semicolon parts columns.
 * A text that a spreadsheet would take for a formula is marked as text: whoever names a listing does not program the reader's computer.
 */
export async function writeCsv({ head, rows }: Sheet, format: Formatter): Promise<Blob> {
  const { unparse } = (await import('papaparse')).default;
  const delimiter = format.plain(0.5, 1).includes(',') ? ';' : ',';
  const write = (cell: SheetCell) =>
    cell === null || typeof cell === 'string' ? cell : format.plain(cell.number, cell.decimals);
  const text = unparse({ fields: head, data: rows.map((row) => row.map(write)) }, { delimiter, escapeFormulae: true });
  return new Blob([BYTE_ORDER_MARK, text], { type: 'text/csv;charset=utf-8' });
}
