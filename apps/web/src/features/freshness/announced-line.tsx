import { useTranslation } from 'react-i18next';
import type { NoticeShare } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './data-age.module.css';
import { sumAnnounced } from './sum-announced.ts';

/** How many of the changes Mercado Livre announced by itself; nothing while that cannot be said. */
export function AnnouncedLine({ notices, days }: { notices: readonly NoticeShare[]; days: number }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const counted = sumAnnounced(notices);
  if (counted === null) return null;
  const why = t('freshness.announcedWhy', {
    announced: format.count(counted.announced),
    changes: format.count(counted.changes),
  });
  return (
    <p className={classes.announced} title={why}>
      {t('freshness.announced', { share: format.percent(counted.share), days: format.count(days) })}
    </p>
  );
}
