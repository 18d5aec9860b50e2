import { Table } from '@mantine/core';
import type { ListingSort } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import type { ListingView } from './listing-view.ts';
import classes from './listings.module.css';

interface SortHeaderProps {
  sort: ListingSort;
  label: string;
  view: ListingView;
  onSort: (sort: ListingSort) => void;
}

/** A column's name that can be pressed; which one orders the list, and how, is said to screen readers too. */
export function SortHeader({ sort, label, view, onSort }: SortHeaderProps) {
  const isActive = view.sort === sort;
  const isAscending = view.direction === 'asc';
  return (
    <Table.Th
      scope="col"
      className={sort === 'title' ? classes.name : classes.number}
      aria-sort={isActive ? (isAscending ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className={classes.sort} data-active={isActive} onClick={() => onSort(sort)}>
        {label}
        <Icon name={isActive ? (isAscending ? 'up' : 'down') : 'upDown'} size={14} />
      </button>
    </Table.Th>
  );
}
