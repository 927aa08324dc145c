const MOST_STEPS = 20;

/** A browser without a window: it keeps cookies, by host and port, and follows where it is led. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Every address that it asked. */
  readonly visited: string[] = [];
  /** What it sends beside, as `Authorization`. */
  headers: Record<string, string> = {};

  /** The cookies of a site, to look at or to change. */
  jar(address: string): Map<string, string> {
    const { origin } = new URL(address);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }

  async send(address: string, init: RequestInit = {}): Promise<Response> {
    this.visited.push(address);
    const jar = this.jar(address);
    const headers = new Headers({ ...(init.headers as Record<string, string>), ...this.headers });
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    return answer;
  }

  /** Follows every redirect. @returns where it ends */
  async go(address: string): Promise<URL> {
    let url = new URL(address);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const location = (await this.send(url.href)).headers.get('location');
      if (location === null) return url;
      url = new URL(location, url);
    }
    throw new Error(`It leads in a circle: ${this.visited.join(' ')}`);
  }

  /** Posts to next-auth as the page does. @returns where that leads to */
  async post(portal: string, path: string, callbackUrl = portal, fields: Record<string, string> = {}): Promise<URL> {
    const csrf = await this.send(`${portal}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const answer = await this.send(`${portal}/api/auth/${path}`, {
      method: 'POST',
      headers: { origin: new URL(portal).origin },
      body: new URLSearchParams({ ...fields, csrfToken, callbackUrl, json: 'true' }),
    });
    const { url } = (await answer.json()) as { url: string };
    return new URL(url, portal);
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  const isOver = value === '' || attributes.some((one) => /^max-age=0$/i.test(one));
  if (isOver) jar.delete(name);
  else jar.set(name, value);
}
