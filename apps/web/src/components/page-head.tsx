import type { ReactNode } from 'react';
import classes from './page-head.module.css';

interface PageHeadProps {
  title: string;
  /** What the numbers of the page are of, in a line below its name. */
  line?: ReactNode;
  /** Controls that hold for the whole page. */
  children?: ReactNode;
}

/** The name of a page and what can be chosen for all of it. */
export function PageHead({ title, line, children }: PageHeadProps) {
  return (
    <div className={classes.head}>
      <h1>{title}</h1>
      {line && <div className={classes.line}>{line}</div>}
      {children && <div className={classes.controls}>{children}</div>}
    </div>
  );
}
