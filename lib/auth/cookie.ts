import 'server-only';
import { config } from '#lib/platform/config.ts';

const NAME = 'next-auth.session-token';

/**
 * The session's cookie. With https its prefix has browsers refuse one that anybody else has set: another site of the same
 * domain (`__Host-`), or a page without https (`__Secure-`, below a path, where the first is not to be had). `lax`, for a
 * link in a mail must lead to the mailbox.
 */
export function sessionCookie() {
  const { PUBLIC_URL, BASE_PATH } = config();
  const isSecure = PUBLIC_URL.startsWith('https:');
  const prefix = BASE_PATH === '' ? '__Host-' : '__Secure-';
  const options = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: BASE_PATH || '/' } as const;
  return { name: isSecure ? `${prefix}${NAME}` : NAME, options };
}
