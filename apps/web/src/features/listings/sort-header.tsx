import { Icon } from '../../components/icon.tsx';
import classes from './listings.module.css';

interface SortHeaderProps {
  label: string;
  /** How this column orders the list; null = another one does. */
  direction: 'asc' | 'desc' | null;
  isNumber: boolean;
  onSort: () => void;
}

/** A column's name that can be pressed; which one orders the list, and how, is said to screen readers too. */
export function SortHeader({ label, direction, isNumber, onSort }: SortHeaderProps) {
  const icon = direction === null ? 'upDown' : direction === 'asc' ? 'up' : 'down';
  return (
    <th
      scope="col"
      className={isNumber ? classes.number : classes.name}
      data-number={isNumber || undefined}
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className={classes.sort} data-active={direction !== null} onClick={onSort}>
        {label}
        <Icon name={icon} size={14} />
      </button>
    </th>
  );
}
