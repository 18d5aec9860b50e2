import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueQuery } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './catalogue.module.css';
import { ColumnPicker } from './column-picker.tsx';
import { DownloadOutcome } from './download-outcome.tsx';
import { useDownload } from './use-download.ts';
import type { useShownColumns } from './use-shown-columns.ts';

interface CatalogueBarProps {
  /** Undefined while it is not known. */
  total: number | undefined;
  query: CatalogueQuery;
  columns: ReturnType<typeof useShownColumns>;
}

/** How many there are, and what can be done with all of them. */
export function CatalogueBar({ total, query, columns }: CatalogueBarProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { state, download } = useDownload(query, columns.shown);
  const pickerId = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <div className={classes.bar}>
      <div className={classes.states}>
        <p className={classes.found} role="status">
          {total !== undefined && t('catalogue.found', { count: total, n: format.count(total) })}
        </p>
        <DownloadOutcome state={state} />
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<Icon name="columns" />}
          aria-expanded={isOpen}
          aria-controls={pickerId}
          onClick={toggle}
        >
          {t('catalogue.columns')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          aria-label={t('catalogue.csv')}
          onClick={() => void download('csv')}
        >
          CSV
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          aria-label={t('catalogue.xlsx')}
          onClick={() => void download('xlsx')}
        >
          XLSX
        </Button>
      </div>
      {isOpen && <ColumnPicker id={pickerId} hidden={columns.hidden} onToggle={columns.toggle} />}
    </div>
  );
}
