import { useEffect, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { writeSearch } from '../window/write-search.ts';

const KEY = 'connect';

/**
 * The word with which the browser came back from connecting a seller (`/?connect=connected`), until it is closed; null without one. It is
 * taken out of the address at once, so that a page that is loaded anew, or sent to somebody, does not say it again.
 */
export function useConnectOutcome() {
  const [outcome, setOutcome] = useState(() => new URLSearchParams(location.search).get(KEY));
  useEffect(() => {
    const asked = new URLSearchParams(location.search);
    if (!asked.has(KEY)) return;
    asked.delete(KEY);
    navigate(location.pathname + writeSearch(asked), { replace: true });
  }, []);
  return { outcome, close: () => setOutcome(null) };
}
