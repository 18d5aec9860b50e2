import { FailureNote } from '../../components/failure-note.tsx';
import { PlainPage } from './plain-page.tsx';

/** A page of its own whose script did not arrive. */
export function PageNotArrived() {
  return (
    <PlainPage>
      <FailureNote ofPage cause="unreachable" onRetry={() => location.reload()} />
    </PlainPage>
  );
}
