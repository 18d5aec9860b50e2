import { type ComponentType, lazy } from 'react';
import { FailureNote } from './failure-note.tsx';

/** A script that did not arrive, after an update of the server or without a network, is asked for again with the page. */
export function NotArrived() {
  return <FailureNote cause="unreachable" onRetry={() => location.reload()} />;
}

/**
 * A part whose script comes when it is drawn.
 * @param load imports it and takes the part out, in an async function of its own: what the import fails of, a style sheet among it, is caught
 *   only around that
 * @param otherwise drawn in its place when the script or a style of it does not arrive
 */
export function lazyOr<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  otherwise: ComponentType<Props>,
) {
  return lazy(async () => ({ default: await load().catch(() => otherwise) }));
}
