import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DayWindow } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { PassportLink } from '../evidence/passport-link.tsx';
import classes from './metric-tiles.module.css';
import type { TileModel } from './tiles-of.ts';

interface TileProps {
  tile: TileModel;
  /** Against the window before, already formatted; null = not known. */
  change: string | null;
  /** The number by closed day; null = not told. */
  trend: readonly (number | null)[] | null;
  window: DayWindow;
  connectionId: string | null;
}

/** One number, which leads to what it is made of, with its name, its meaning and, where a part is missing, how much of it is known. */
export function Tile({ tile, change, trend, window, connectionId }: TileProps) {
  const { t } = useTranslation();
  const label = t(`totals.${tile.name}`);
  return (
    <div className={classes.tile} role="group" aria-label={label}>
      <h2 className={classes.label}>{label}</h2>
      <p className={classes.value}>
        {tile.isKnown ? (
          <PassportLink number={tile.name} listingId={null} window={window} connectionId={connectionId}>
            {tile.value}
          </PassportLink>
        ) : (
          <>
            <span aria-hidden="true">{tile.value}</span>
            <VisuallyHidden>{t('page.unknown')}</VisuallyHidden>
          </>
        )}
      </p>
      <p className={classes.note}>{tile.note}</p>
      <p className={classes.change}>
        {change !== null && (
          <>
            {change} <VisuallyHidden>{t('totals.sinceBefore')}</VisuallyHidden>
          </>
        )}
      </p>
      <div className={classes.trend}>{trend && <Sparkline values={trend} label={null} />}</div>
      {tile.coverage && (
        <p className={classes.coverage}>
          <Icon name="part" size={14} /> {tile.coverage}
        </p>
      )}
    </div>
  );
}

/** The tile before its number: the same name, in the same size. */
export function LoadingTile({ name }: { name: TileModel['name'] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.tile}>
      <h2 className={classes.label}>{t(`totals.${name}`)}</h2>
      <div className={classes.value}>
        <Skeleton width="8rem" height="1.75rem" />
      </div>
      <div className={classes.note}>
        <Skeleton width="100%" maw="12rem" height="0.875rem" />
      </div>
    </div>
  );
}
