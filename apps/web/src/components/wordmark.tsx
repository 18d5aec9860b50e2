import classes from './wordmark.module.css';

/** The product's own mark and name. */
export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg aria-hidden="true" width="32" height="32" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" />
        <path d="M5 17h6l3-9 5 16 3-7h5" />
      </svg>
      Pulso
    </span>
  );
}
