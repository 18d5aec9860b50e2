import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import { PlainPage } from '../session/plain-page.tsx';
import { readReceipt } from './kept-receipt.ts';
import classes from './settings.module.css';

/** The end: what was erased, when, and the number under which that is kept. */
export function ReceiptPage() {
  const { t } = useTranslation();
  const format = useFormatter();
  const erased = readReceipt();
  if (erased === null) {
    return (
      <PlainPage title={t('receipt.none')}>
        <h1>{t('receipt.none')}</h1>
        <p>{t('receipt.noneWhy')}</p>
        <p>
          <a href="/">{t('signIn.toSignIn')}</a>
        </p>
      </PlainPage>
    );
  }
  const { companyName, timeZone, receipt } = erased;
  const rows = Object.values(receipt.rows).reduce((sum, count) => sum + count, 0);
  return (
    <PlainPage title={t('receipt.heading', { company: companyName })}>
      <h1>{t('receipt.heading', { company: companyName })}</h1>
      <p>{t('receipt.signedOut')}</p>
      <dl className={classes.facts}>
        <dt>{t('receipt.number')}</dt>
        <dd>{receipt.receiptId}</dd>
        <dt>{t('receipt.when')}</dt>
        <dd>{format.instant(receipt.erasedAt, timeZone)}</dd>
        <dt>{t('receipt.rows')}</dt>
        <dd>{format.count(rows)}</dd>
        <dt>{t('receipt.people')}</dt>
        <dd>{format.count(receipt.people)}</dd>
      </dl>
      <p>{t('receipt.keep')}</p>
      <p>
        <a href="/">{t('signIn.toSignIn')}</a>
      </p>
    </PlainPage>
  );
}
