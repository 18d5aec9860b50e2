import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AccountDetails, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { ageOnServer } from '../freshness/age-on-server.ts';
import ages from '../freshness/data-age.module.css';
import { SourceLine } from '../freshness/source-line.tsx';
import { useTicking } from '../freshness/use-ticking.ts';
import { failureOfRun } from '../refresh/run-words.ts';
import classes from './accounts.module.css';

const REFETCH_MS = 20_000;
const TICK_MS = 15_000;

/** How old each source of an account is, and which of them Mercado Livre does not give. */
export function AccountSources({ account }: { account: AccountDetails }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const freshness = useQuery(trpc.freshness.get.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const browserNow_ms = useTicking(TICK_MS);
  const { connectionId, failures } = account;
  return (
    <>
      <QueryPanel query={freshness} loading={<Skeleton height="1.5rem" width="24rem" />}>
        {({ sources, now, timeZone }) => (
          <ul className={ages.list}>
            {sources
              .filter((one) => one.connectionId === connectionId)
              .map((one) => (
                <SourceLine
                  key={one.source}
                  source={one}
                  age={format.age(
                    ageOnServer(one.coveredThrough, { now, receivedAt_ms: freshness.dataUpdatedAt }, browserNow_ms),
                  )}
                  account={null}
                  timeZone={timeZone}
                />
              ))}
          </ul>
        )}
      </QueryPanel>
      {failures.length > 0 && (
        <ul className={classes.failures}>
          {failures.map(({ source, errorCode, failedAt }) => (
            <li key={source}>
              <Icon name="alert" />
              <span>
                <strong>{t(`accounts.source_${source}`)}:</strong>{' '}
                {errorCode === 'meli_refused' ? t('accounts.notAllowed') : failureOfRun({ errorCode }, { t })}{' '}
                {freshness.data && t('accounts.since', { when: format.instant(failedAt, freshness.data.timeZone) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
