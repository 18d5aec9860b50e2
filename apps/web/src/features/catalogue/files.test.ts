import { beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueFile } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { columns } from './columns.tsx';
import { toSheet } from './to-sheet.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

const vase: CatalogueFile['rows'][number] = {
  listingId: 'MLB1',
  connectionId: '7f1de2cf-45aa-4c6c-8a1a-0123456789ab',
  title: 'Vaso; "grande"',
  permalink: null,
  thumbnail: null,
  status: 'paused',
  orders: 2,
  units: 3,
  gmv_cents: 123_456,
  visits: { value: 40, known: 5, expected: 7 },
  conversion: 0.05,
  abcClass: 'A',
  price_cents: 41_152,
  stock: 1_000,
  hasClips: null,
  cover_days: 12.9,
};
const unknown: CatalogueFile['rows'][number] = {
  ...vase,
  listingId: 'MLB2',
  title: null,
  status: null,
  visits: { value: null, known: 0, expected: 7 },
  conversion: null,
  abcClass: null,
  price_cents: null,
  stock: null,
  hasClips: true,
  cover_days: null,
};

let t: Awaited<ReturnType<typeof startI18n>>['t'];
beforeAll(async () => {
  t = (await startI18n('pt-BR')).t;
});
const format = createFormatter('pt-BR');
const sheetOf = (rows: CatalogueFile['rows'], shown = columns) => toSheet(rows, shown, { t, format });
const textOf = async (rows: CatalogueFile['rows'], notation = format) =>
  (await writeCsv(sheetOf(rows), notation)).text();

describe('the list as a file', () => {
  it('has the columns that are shown, numbers as a Brazilian spreadsheet reads them, and nothing where nothing is known', async () => {
    const [head, known, dashes] = (await textOf([vase, unknown])).split('\r\n');
    expect(head?.split(';')).toHaveLength(14);
    expect(known).toBe('"Vaso; ""grande""";MLB1;pausados;1234,56;2;3;40;5 de 7;0,0500;411,52;1000;12;A;não sei');
    expect(dashes).toBe('Anúncio conhecido só pelos pedidos;MLB2;;1234,56;2;3;;0 de 7;;;;;;sim');
    const few = sheetOf(
      [vase],
      columns.filter(({ name }) => name === 'trend' || name === 'stock'),
    );
    expect(few.head).toEqual(['Anúncio', 'Código', 'Situação', 'Estoque']);
  });

  it('parts columns by commas where the comma does not part decimals', async () => {
    expect(await textOf([vase], createFormatter('en'))).toContain('MLB1,pausados,1234.56,2');
  });

  it.each(['=1+1', '+55', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://evil.example";"x")'])(
    'never lets the title %j become a formula',
    async (title) => {
      const [, line = ''] = (await textOf([{ ...vase, title }])).split('\r\n');
      expect(line.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('is a workbook whose bytes are those of one', async () => {
    const bytes = new Uint8Array(await (await writeXlsx(sheetOf([vase, unknown]))).arrayBuffer());
    expect(bytes.slice(0, 4)).toEqual(Uint8Array.of(0x50, 0x4b, 0x03, 0x04));
  });
});
