// The change that a new contributor makes: "units per order", by the steps of "Add a metric" in CONTRIBUTING.md.
// Each text is put after a line that stands in its file once; where it does not any more, the day ends there and says so.

export interface Edit {
  file: string;
  /** stands in the file once */
  after: string;
  text: string;
}

/** Pairs of what stands there and what comes after it, in Portuguese, English and Spanish. */
const ofLanguages = (part: string, pairs: Record<'pt-br' | 'en' | 'es', [string, string]>): Edit[] =>
  Object.entries(pairs).map(([language, [after, text]]) => ({
    file: `apps/web/src/i18n/catalogues/${language}${part}.ts`,
    after,
    text,
  }));

export const change: { step: string; edits: Edit[] }[] = [
  {
    step: 'the total, null without a denominator (step 4)',
    edits: [
      {
        file: 'libs/metrics/src/queries/get-metric-totals.ts',
        after: '  averageTicket_cents: number | null;\n',
        text: '  /** Units ÷ orders; null without an order. */\n  unitsPerOrder: number | null;\n',
      },
      {
        file: 'libs/metrics/src/queries/get-metric-totals.ts',
        after: "    cancellationRate: ratio(count('cancelled_orders'), count('orders')),\n",
        text: "    unitsPerOrder: ratio(count('units'), count('orders')),\n",
      },
    ],
  },
  {
    step: 'its definition, and the worked example that is a test (step 5)',
    edits: [
      {
        file: 'docs/metrics.md',
        after: '| Average ticket | gmv ÷ orders | no order |\n',
        text: '| Units per order | units ÷ orders | no order |\n',
      },
      {
        file: 'docs/metrics.md',
        after: '"conversion": 0.02, "averageTicket_cents": 2000,',
        text: ' "unitsPerOrder": 1,',
      },
    ],
  },
  {
    step: 'its tile and its words (step 6)',
    edits: [
      { file: 'apps/web/src/features/totals/tiles-of.ts', after: "  'averageTicket',\n", text: "  'unitsPerOrder',\n" },
      {
        file: 'apps/web/src/features/totals/tiles-of.ts',
        after: "      note: t('totals.averageTicketNote'),\n      why: noOrders,\n      over,\n    }),\n",
        text: `    tile('unitsPerOrder', {
      value: shown(totals.unitsPerOrder, format.mean),
      note: t('totals.unitsPerOrderNote'),
      why: noOrders,
      over,
    }),
`,
      },
      ...ofLanguages('', {
        'pt-br': ["    averageTicket: 'Ticket médio',\n", "    unitsPerOrder: 'Itens por pedido',\n"],
        en: ["    averageTicket: 'Average ticket',\n", "    unitsPerOrder: 'Units per order',\n"],
        es: ["    averageTicket: 'Ticket medio',\n", "    unitsPerOrder: 'Unidades por pedido',\n"],
      }),
      ...ofLanguages('', {
        'pt-br': [
          "    averageTicketNote: 'receita por pedido',\n",
          "    unitsPerOrderNote: 'unidades divididas por pedidos',\n",
        ],
        en: ["    averageTicketNote: 'revenue per order',\n", "    unitsPerOrderNote: 'units divided by orders',\n"],
        es: [
          "    averageTicketNote: 'ingresos por pedido',\n",
          "    unitsPerOrderNote: 'unidades divididas por pedidos',\n",
        ],
      }),
    ],
  },
  {
    step: 'its change and its course (step 6)',
    edits: [
      {
        file: 'apps/web/src/features/totals/change-of.ts',
        after: "  averageTicket: 'averageTicket_cents',\n",
        text: '  unitsPerOrder: null,\n',
      },
      {
        file: 'apps/web/src/features/totals/trend-of.ts',
        after: '  // Not told by day.\n',
        text: '  unitsPerOrder: null,\n',
      },
    ],
  },
  {
    step: 'what its passport says of it (step 7)',
    edits: [
      {
        file: 'apps/web/src/features/evidence/passport-search.ts',
        after: "  averageTicket: 'ticket',\n",
        text: "  unitsPerOrder: 'itens-por-pedido',\n",
      },
      {
        file: 'apps/web/src/features/evidence/contribution.ts',
        after: "  if (number === 'averageTicket') return 'revenue';\n",
        text: "  if (number === 'unitsPerOrder') return 'units';\n",
      },
      {
        file: 'apps/web/src/features/evidence/number-of.ts',
        after: "    case 'orders':\n      return covered((day) => day.orders);\n",
        text: "    case 'unitsPerOrder':\n",
      },
      {
        file: 'apps/web/src/features/evidence/number-of.ts',
        after: '      return format.count(value);\n',
        text: "    case 'unitsPerOrder':\n      return format.mean(value);\n",
      },
      ...ofLanguages('-evidence', {
        'pt-br': [
          "    rule_averageTicket: 'Receita dividida pelo número de pedidos.',\n",
          "    rule_unitsPerOrder: 'Unidades divididas pelo número de pedidos.',\n",
        ],
        en: [
          "    rule_averageTicket: 'Revenue divided by the number of orders.',\n",
          "    rule_unitsPerOrder: 'Units divided by the number of orders.',\n",
        ],
        es: [
          "    rule_averageTicket: 'Ingresos divididos por el número de pedidos.',\n",
          "    rule_unitsPerOrder: 'Unidades divididas por el número de pedidos.',\n",
        ],
      }),
    ],
  },
  {
    step: 'the test of its tile',
    edits: [
      {
        file: 'apps/web/src/features/totals/tiles-of.test.ts',
        after: '  averageTicket_cents: 10_000,\n',
        text: '  unitsPerOrder: 1.25,\n',
      },
      {
        file: 'apps/web/src/features/totals/tiles-of.test.ts',
        after: '  averageTicket_cents: null,\n',
        text: '  unitsPerOrder: null,\n',
      },
      {
        file: 'apps/web/src/features/totals/tiles-of.test.ts',
        after: "describe('the tiles', () => {\n",
        text: `  it('tell how many units an order has, and nothing where there is no order', () => {
    expect(tiles(week)['unitsPerOrder']).toMatchObject({ value: '1,3', isKnown: true });
    expect(tiles(nothingRead)['unitsPerOrder']).toMatchObject({ value: '—', isKnown: false });
  });

`,
      },
    ],
  },
];
