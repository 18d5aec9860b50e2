import { useTranslation } from 'react-i18next';
import { CloseButton } from '../../components/close-button.tsx';
import { Icon } from '../../components/icon.tsx';
import classes from './accounts.module.css';

/** Outcomes that have a sentence of their own; whatever else went wrong has one together. */
const named = [
  'connected',
  'reconnected',
  'consent_denied',
  'consent_not_main_user',
  'consent_unknown',
  'reauthorisation_required',
  'seller_connected_elsewhere',
  'meli_configuration',
  'meli_unavailable',
  'meli_throttled',
  'meli_contract',
  'unauthenticated',
  'forbidden',
  'configuration',
  'database_unavailable',
] as const;

export interface ConnectNoteProps {
  /** As the address said it. */
  outcome: string;
  onClose: () => void;
}

/** What became of the connection of a seller, said on the page to which Mercado Livre sent the browser back. */
export function ConnectNote({ outcome, onClose }: ConnectNoteProps) {
  const { t } = useTranslation();
  const word = named.find((one) => one === outcome) ?? 'other';
  const isGood = word === 'connected' || word === 'reconnected';
  return (
    <section className={classes.note} aria-label={t('connect.label')}>
      <p className={isGood ? classes.good : classes.attention} role={isGood ? 'status' : 'alert'}>
        <Icon name={isGood ? 'check' : 'alert'} /> <span>{t(`connect.${word}`)}</span>
      </p>
      <CloseButton label={t('refresh.close')} onClick={onClose} />
    </section>
  );
}
