import { useTranslation } from 'react-i18next';
import type { AlertTrial, AlertWay } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import classes from './settings.module.css';

interface AlertWayRowProps {
  way: AlertWay;
  /** What became of the message that tried it; null = none was sent. */
  outcome: AlertTrial['outcome'] | null;
}

/** One way: what it is, whether it is set up, and how its trial ended. */
export function AlertWayRow({ way: { way, isSetUp }, outcome }: AlertWayRowProps) {
  const { t } = useTranslation();
  const isTroubled = outcome !== null && outcome !== 'taken';
  const sign = isTroubled ? 'alert' : isSetUp ? 'check' : 'empty';
  const words = outcome === null ? t(isSetUp ? 'alerts.setUp' : 'alerts.notSetUp') : t(`alerts.${way}_${outcome}`);
  return (
    <li>
      <span className={classes.way}>
        <strong>{t(`alerts.${way}`)}</strong>
        <span className={classes.soft}>{t(`alerts.${way}Why`)}</span>
      </span>
      <span className={classes.state} data-troubled={isTroubled} role="status">
        <Icon name={sign} /> {words}
      </span>
    </li>
  );
}
