import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './catalogue.module.css';
import { type ColumnName, columns } from './columns.tsx';

interface ColumnPickerProps {
  id: string;
  hidden: readonly ColumnName[];
  onToggle: (name: ColumnName) => void;
}

/** Which columns stand in the list, and in its files. */
export function ColumnPicker({ id, hidden, onToggle }: ColumnPickerProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.columns} id={id}>
      <legend>{t('catalogue.columnsShown')}</legend>
      {columns.map(({ name, label }) => (
        <Checkbox
          key={name}
          iconColor="var(--on-accent)"
          label={t(label)}
          checked={!hidden.includes(name)}
          onChange={() => onToggle(name)}
        />
      ))}
    </fieldset>
  );
}
