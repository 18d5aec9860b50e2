import type { ReactNode } from 'react';
import classes from './hidden-words.module.css';

/** Words for the ear alone, as plain as an element can be: for lists with many of them. */
export function HiddenWords({ children }: { children: ReactNode }) {
  return <span className={classes.words}>{children}</span>;
}
