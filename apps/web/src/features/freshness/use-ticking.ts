import { useEffect, useState } from 'react';

/** The browser's clock in ms, read again every `interval_ms`. */
export function useTicking(interval_ms: number): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval_ms);
    return () => clearInterval(timer);
  }, [interval_ms]);
  return now_ms;
}
