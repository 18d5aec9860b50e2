import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './catalogue.module.css';
import type { DownloadState } from './use-download.ts';

/** What became of a file that was asked for. */
export function DownloadOutcome({ state }: { state: DownloadState }) {
  return (
    <p className={classes.outcome} role="status">
      <Outcome state={state} />
    </p>
  );
}

function Outcome({ state }: { state: DownloadState }) {
  const { t } = useTranslation();
  const format = useFormatter();
  switch (state.kind) {
    case 'idle':
      return null;
    case 'preparing':
      return t('catalogue.preparing');
    case 'failed':
      return (
        <span className={classes.attention}>
          <Icon name="alert" /> {t('catalogue.downloadFailed')}
        </span>
      );
    case 'done': {
      const { count, total } = state;
      const n = format.count(count);
      return count < total
        ? t('catalogue.downloadCut', { n, total: format.count(total) })
        : t('catalogue.downloaded', { count, n });
    }
  }
}
