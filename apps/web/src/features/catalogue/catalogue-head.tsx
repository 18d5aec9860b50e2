import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { SortHeader } from '../listings/sort-header.tsx';
import type { CatalogueSort } from './catalogue-view.ts';
import type { ColumnModel } from './columns.tsx';

interface CatalogueHeadProps {
  columns: readonly ColumnModel[];
  sort: CatalogueSort;
  direction: 'asc' | 'desc';
  onSort: (sort: CatalogueSort) => void;
}

/** The names of the columns; those by which the list can be ordered are pressed for it. */
export const CatalogueHead = memo(function CatalogueHead({ columns, sort, direction, onSort }: CatalogueHeadProps) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <SortHeader
          label={t('listings.title')}
          isNumber={false}
          direction={sort === 'title' ? direction : null}
          onSort={() => onSort('title')}
        />
        {columns.map(({ name, label, sort: by, isNumber }) =>
          by ? (
            <SortHeader
              key={name}
              label={t(label)}
              isNumber={isNumber}
              direction={sort === by ? direction : null}
              onSort={() => onSort(by)}
            />
          ) : (
            <th key={name} scope="col">
              {t(label)}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
});
