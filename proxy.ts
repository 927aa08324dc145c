import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';

/** Pages only: calls, static files and icons run no script, and each request through here costs 4 ms. */
export const config = {
  matcher: ['/((?!api/|_next/static/|icons/|.*\\.(?:svg|png|ico|webmanifest)$).*)'],
};

/**
 * Gives every page a nonce: a script that does not carry it does not run. The other headers are set in
 * `lib/platform/front-door.ts`, for all answers. Who may see a page is checked where data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  // Next reads the nonce out of the request and puts it on the scripts that it writes.
  headers.set('content-security-policy', policy);
  // A layout is not told which page it is around, and sign-in has to lead back there.
  headers.set('x-page', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

const IS_DEVELOPMENT = process.env.NODE_ENV === 'development';

/** Without `unsafe-inline` for styles too: React sets `style` by script, which no policy minds, and none is in the first HTML. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    // React rebuilds server stacks with eval, and the overlay brings styles of its own; both only while developing.
    // `strict-dynamic` makes browsers that know it overlook 'self'.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${IS_DEVELOPMENT ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${IS_DEVELOPMENT ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // The lit lamp in the tab is drawn on the spot.
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
