import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Correction, type EvidenceQuery, useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { describeCorrection, isCompletion } from './describe-correction.ts';
import classes from './evidence.module.css';
import { useCorrections } from './use-evidence.ts';

/** What changed on these days after they were settled. */
export function CorrectionsPanel({ query }: { query: EvidenceQuery }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const corrections = useCorrections(query);
  return (
    <Panel title={t('passport.corrections')}>
      <QueryPanel
        query={corrections}
        loading={<Skeleton height="6rem" />}
        isEmpty={({ pages }) => pages.every((page) => page.length === 0)}
        empty={t('passport.noCorrections')}
      >
        {({ pages }) => (
          <>
            <ul className={classes.corrections}>
              {pages.flat().map((one) => (
                <CorrectionLine key={one.correctionId} correction={one} timeZone={session?.timeZone ?? 'UTC'} />
              ))}
            </ul>
            {corrections.hasNextPage && (
              <Button
                className={classes.more}
                variant="default"
                loading={corrections.isFetchingNextPage}
                onClick={() => void corrections.fetchNextPage()}
              >
                {t('passport.more')}
              </Button>
            )}
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}

function CorrectionLine({ correction, timeZone }: { correction: Correction; timeZone: string }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { date, correctedAt } = correction;
  return (
    <li>
      <p>
        <strong>{format.weekday(date)}</strong>{' '}
        <span className={classes.soft}>
          {t(isCompletion(correction) ? 'passport.completedAt' : 'passport.correctedAt', {
            when: format.instant(correctedAt, timeZone),
          })}
        </span>
      </p>
      {describeCorrection(correction, { t, format }).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </li>
  );
}
