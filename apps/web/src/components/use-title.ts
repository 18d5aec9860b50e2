import { useEffect } from 'react';

/** Names the window; undefined = it keeps the name that it has. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Pulso`;
  }, [title]);
}
