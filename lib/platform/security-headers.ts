const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** What is no page runs, loads and sends nothing; a recording opened by itself still plays. `proxy.ts` says more for pages. */
const POLICY_OF_NO_PAGE = [
  "default-src 'none'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The microphone is for greetings. */
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'midi', 'payment', 'serial', 'usb'];

/** What every answer says to browsers, by name: pages, calls, sound, files, errors. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    'content-security-policy': POLICY_OF_NO_PAGE,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': ['microphone=(self)', ...PERMISSIONS.map((name) => `${name}=()`)].join(', '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${YEAR_SECONDS}` }),
  };
}
