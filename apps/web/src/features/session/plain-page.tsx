import type { ReactNode } from 'react';
import { Wordmark } from '../../components/wordmark.tsx';
import classes from './session.module.css';

/** A page of a few sentences, for when there are no numbers to show. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div className={classes.plain}>
      <header>
        <Wordmark />
      </header>
      <main className={classes.sentences}>{children}</main>
    </div>
  );
}
