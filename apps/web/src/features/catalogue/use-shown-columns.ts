import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import { type ColumnName, columnNames, columns } from './columns.tsx';

const KEY = 'pulso:anuncios:colunas';

/** The columns that this reader wants to see, in their order; all of them until some are put away. Kept in this browser. */
export function useShownColumns() {
  const [hidden, setHidden] = useLocalStorage<ColumnName[]>({
    key: KEY,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: readNames,
  });
  const toggle = (name: ColumnName) =>
    setHidden(hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name]);
  // The same list as long as nothing changes: rows that are scrolled by are not drawn anew.
  const shown = useMemo(() => columns.filter(({ name }) => !hidden.includes(name)), [hidden]);
  return { shown, hidden, toggle };
}

/** What another version of the page kept may name columns that are gone, or be no list at all. */
function readNames(kept: string | undefined): ColumnName[] {
  try {
    const names: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(names) ? columnNames.filter((name) => names.includes(name)) : [];
  } catch {
    return [];
  }
}
