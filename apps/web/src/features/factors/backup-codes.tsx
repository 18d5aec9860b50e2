import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './factors.module.css';

/** Codes as they are shown once, to be written down or printed. */
export function BackupCodes({ codes, onStored }: { codes: string[]; onStored: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <h3>{t('factors.backupHeading')}</h3>
      <p>{t('factors.backup')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button onClick={onStored}>{t('factors.stored')}</Button>
      </div>
    </div>
  );
}
