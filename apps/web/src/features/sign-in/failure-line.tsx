import { PASSWORD_LENGTH } from '@pulso/domain/password-length';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import type { PasskeyFailure } from './ask-authenticator.ts';
import classes from './sign-in.module.css';

const MINUTE_SECONDS = 60;

interface FailureLineProps {
  failure: PasskeyFailure;
  /** What is said of a link that is not valid any more. */
  gone: string;
  /** What is said of what nobody may do here; left out = what holds for signing in. */
  forbidden?: string | undefined;
  /** The same of what is not right. */
  refused?: string | undefined;
  /** The same of what the server could do nothing with. */
  weak?: string | undefined;
  /** The same of what the device did not confirm. */
  dismissed?: string | undefined;
}

/** Why it did not work, under the form; read out when it comes. */
export function FailureLine({ failure, ...said }: FailureLineProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const say = () => {
    if (failure.cause === 'gone') return said.gone;
    if (failure.cause === 'away') return t('signIn.away');
    if (failure.cause !== 'wait') return said[failure.cause] ?? t(`signIn.${failure.cause}`, PASSWORD_LENGTH);
    const isLong = failure.seconds >= MINUTE_SECONDS;
    const count = isLong ? Math.ceil(failure.seconds / MINUTE_SECONDS) : failure.seconds;
    const n = format.count(count);
    return t('signIn.wait', { n: t(isLong ? 'signIn.minutes' : 'signIn.seconds', { count, n }) });
  };
  return (
    <p className={classes.failure} role="alert">
      <Icon name="alert" /> {say()}
    </p>
  );
}
