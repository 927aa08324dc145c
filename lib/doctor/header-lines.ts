import 'server-only';
import { danger, type Line, ok, warning } from './line.ts';

/** What the portal's answer, as it arrives through whatever is in front, tells browsers to keep to. */
export function* headerLines(protocol: string, said: Headers): Iterable<Line> {
  yield ok('The portal answers there');
  if (protocol !== 'https:') return;
  if (said.has('strict-transport-security')) yield ok('Browsers are told to come by https only (HSTS)');
  else {
    yield warning(
      'Browsers are not told to come by https only (HSTS)',
      'a first visit by http can be caught',
      'Let Strict-Transport-Security through the proxy',
    );
  }
  const bare = said.getSetCookie().filter((cookie) => !/; *secure/i.test(cookie) || !/; *httponly/i.test(cookie));
  if (bare.length === 0) yield ok('Cookies are Secure and HttpOnly');
  else {
    yield danger(
      'A cookie is not Secure, or not HttpOnly',
      'it can be read on the wire, or by a script',
      'Let Set-Cookie through the proxy unchanged',
    );
  }
}
