import type { ReactNode } from 'react';
import { useTitle } from '../../components/use-title.ts';
import { Wordmark } from '../../components/wordmark.tsx';
import classes from './session.module.css';

interface PlainPageProps {
  /** The name of the window; left out = it keeps its name, because the page stands for one that has one. */
  title?: string;
  children: ReactNode;
}

/** A page of a few sentences, for when there are no numbers to show. */
export function PlainPage({ title, children }: PlainPageProps) {
  useTitle(title);
  return (
    <div className={classes.plain}>
      <header>
        <Wordmark />
      </header>
      <main className={classes.sentences}>{children}</main>
    </div>
  );
}
