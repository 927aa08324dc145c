import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

const PROXIES = ['10.0.0.0/8', '::1'];

test.each([
  ['a peer that is no proxy, whatever it claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['the last hop before a trusted proxy', '10.1.2.3', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['past several trusted proxies', '::1', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
  ['the proxy itself when it names nobody', '10.1.2.3', undefined, '10.1.2.3'],
  ['the proxy itself when it names nonsense', '10.1.2.3', 'spoofed', '10.1.2.3'],
  ['an IPv4 peer on an IPv6 socket', '::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
])('clientAddress() gives %s', (_, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor, PROXIES)).toBe(expected);
});

test('clientAddress() trusts nobody by default', () => {
  expect(clientAddress('127.0.0.1', '203.0.113.9', [])).toBe('127.0.0.1');
});
