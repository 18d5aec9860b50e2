import { isIPv6 } from 'node:net';

const BLOCK_GROUPS = 4;
const GROUPS = 8;

/**
 * Whom an address stands for: itself, and with IPv6 everybody of its /64, because one machine has all of those.
 * @param address undefined once the caller has hung up
 */
export function addressBlock(address: string | undefined): string {
  if (address === undefined) return '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  // The parser of addresses writes each in one way only.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : GROUPS - first.length - last.length;
  const groups = [...first, ...Array.from({ length: gap }, () => '0'), ...last];
  return `${groups.slice(0, BLOCK_GROUPS).join(':')}::/64`;
}
