import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatalogueQuery, useTRPCClient } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import type { ColumnModel } from './columns.tsx';
import { saveFile } from './save-file.ts';
import { toSheet } from './to-sheet.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

export type DownloadState = { kind: 'idle' | 'preparing' | 'failed' } | { kind: 'done'; count: number; total: number };

/** Makes a file of the whole list as it is shown: its filters, its order, its columns. */
export function useDownload(query: CatalogueQuery, columns: readonly ColumnModel[]) {
  const { t } = useTranslation();
  const format = useFormatter();
  const client = useTRPCClient();
  const [state, setState] = useState<DownloadState>({ kind: 'idle' });
  const download = async (kind: 'csv' | 'xlsx') => {
    if (state.kind === 'preparing') return;
    setState({ kind: 'preparing' });
    try {
      const { window, total, rows } = await client.listings.export.query(query);
      const sheet = toSheet(rows, columns, { t, format });
      const file = kind === 'csv' ? await writeCsv(sheet, format) : await writeXlsx(sheet);
      saveFile(file, `${t('catalogue.file')}-${window.from}-${window.to}.${kind}`);
      setState({ kind: 'done', count: rows.length, total });
    } catch {
      setState({ kind: 'failed' });
    }
  };
  return { state, download };
}
