import type { TFunction } from 'i18next';
import type { Formatter } from '../../format/create-formatter.ts';
import type { ListingPaths } from '../listings/use-listing-paths.ts';

/** What a cell is written with: handed down, because a row has no hooks of its own. */
export interface CellWords {
  t: TFunction;
  format: Formatter;
  /** Left out in a file, whose cells lead nowhere. */
  paths?: ListingPaths;
}
