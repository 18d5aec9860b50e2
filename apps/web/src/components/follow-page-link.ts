import type { MouseEvent } from 'react';
import { navigate } from 'wouter/use-browser-location';

/**
 * For lists of many links (`data-page`) whose elements have no hooks of their own: the list goes to a page of ours without everything being
 * loaded anew. A press that means another tab or window is left to the browser.
 */
export function followPageLink(event: MouseEvent<HTMLElement>): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[data-page]') : null;
  const address = link?.getAttribute('href');
  if (!address) return;
  event.preventDefault();
  navigate(address);
}
