import classes from './close-button.module.css';
import { Icon } from './icon.tsx';

/** Takes a note away that says something once. */
export function CloseButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.close} aria-label={label} onClick={onClick}>
      <Icon name="close" />
    </button>
  );
}
