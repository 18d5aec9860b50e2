import { Component, type ReactNode } from 'react';
import { FailureNote } from '../components/failure-note.tsx';
import { PlainPage } from '../features/session/plain-page.tsx';

/** A fault in our own drawing of the page leaves a sentence and a way on, not a blank screen. */
export class CrashGuard extends Component<{ children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override render() {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <PlainPage>
        <FailureNote ofPage cause="ours" onRetry={() => location.reload()} />
      </PlainPage>
    );
  }
}
