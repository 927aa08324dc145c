import 'server-only';
import { type Check, PATIENCE_MS } from './check.ts';
import { headerLines } from './header-lines.ts';
import { danger, type Line, ok, untried, warning } from './line.ts';
import { isThisMachine, reasonOf } from './words.ts';

/** The address that people type, as they see it from outside: only two pages that anybody may read are asked for. */
export const checkPortal: Check = {
  name: 'PUBLIC_URL',
  async *run({ config: { PUBLIC_URL, BASE_PATH } }) {
    const { protocol, hostname, origin } = new URL(PUBLIC_URL);
    yield privacy(protocol, hostname);
    const said = await answer(`${origin}${BASE_PATH}/api/auth/csrf`);
    if (said instanceof Headers) yield* headerLines(protocol, said);
    else yield untried(origin, `${said}: is the portal running, and can this machine reach it?`);
  },
};

function privacy(protocol: string, hostname: string): Line {
  if (protocol === 'https:') return ok('PUBLIC_URL is https');
  if (isThisMachine(hostname)) {
    return warning(
      'PUBLIC_URL is http, on this machine',
      'nobody else can come in by it',
      'Set PUBLIC_URL to the https address that people type',
    );
  }
  return danger(
    'PUBLIC_URL is http',
    'passwords, recordings and cookies cross the network for everybody to read',
    'Put a proxy with TLS in front, set PUBLIC_URL to its https address, and TRUSTED_PROXIES',
  );
}

async function answer(url: string): Promise<Headers | string> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok ? response.headers : `it answers ${response.status}`;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
    return reasonOf(cause?.code ?? message);
  }
}
