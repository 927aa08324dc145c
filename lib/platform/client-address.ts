import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * The address a request really comes from: the rightmost one that is not a proxy of ours. What a client itself
 * writes into X-Forwarded-For stands further left and is never believed.
 * @param trusted addresses or CIDR ranges of our own proxies
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | string[] | undefined,
  trusted: readonly string[],
): string {
  const ranges = trusted.map(rangeOf);
  const hops = [forwardedFor ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  let address = normal(peer ?? '') ?? 'unknown';
  while (isTrusted(address, ranges)) {
    const before = normal(hops.pop() ?? '');
    if (before === null) break;
    address = before;
  }
  return address;
}

/** Whether the text is an address or a CIDR range. */
export function isRange(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

/** Whether whoever is at the other end of the socket is a proxy of ours. */
export function isTrustedProxy(peer: string | undefined, trusted: readonly string[]): boolean {
  return isTrusted(normal(peer ?? '') ?? 'unknown', trusted.map(rangeOf));
}

/** One subscriber: an IPv4 address, or the /64 that each has of IPv6 (RFC 6177). */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

function rangeOf(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isTrusted(address: string, ranges: Range[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

function normal(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}
