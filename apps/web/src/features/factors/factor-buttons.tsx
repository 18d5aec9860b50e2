import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './factors.module.css';

/** What the password is asked for. */
export type FactorChange = 'prepare' | 'backup-codes' | 'off';

/** Whether the second factor is on, and what can be done about it. */
export function FactorButtons({ isOn, onAsk }: { isOn: boolean; onAsk: (change: FactorChange) => void }) {
  const { t } = useTranslation();
  const words = {
    prepare: t('factors.turnOn'),
    'backup-codes': t('factors.newCodes'),
    off: t('factors.turnOff'),
  };
  const changes: FactorChange[] = isOn ? ['backup-codes', 'off'] : ['prepare'];
  return (
    <>
      <p>{t(isOn ? 'factors.on' : 'factors.off')}</p>
      <div className={classes.actions}>
        {changes.map((change) => (
          <Button key={change} variant="default" onClick={() => onAsk(change)}>
            {words[change]}
          </Button>
        ))}
      </div>
    </>
  );
}
