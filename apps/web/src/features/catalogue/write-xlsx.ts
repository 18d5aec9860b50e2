import type { Sheet, SheetCell } from './to-sheet.ts';

const formats = { 0: '#,##0', 2: '#,##0.00', 4: '0.00%' } as const;

/** The list as a workbook: numbers are numbers, shares are shares, texts are never formulas. */
export async function writeXlsx({ head, rows }: Sheet): Promise<Blob> {
  // Without workers of its own, which the page's rules do not let begin.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const toCell = (cell: SheetCell) => {
    if (cell === null) return null;
    if (typeof cell === 'string') return { value: cell, type: String };
    return { value: cell.number, type: Number, format: formats[cell.decimals] };
  };
  const data = [
    head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(toCell)),
  ];
  return writeExcelFile(data, {
    stickyRowsCount: 1,
    columns: head.map((_, index) => ({ width: index === 0 ? 48 : 16 })),
  }).toBlob();
}
