import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

export interface Answer {
  body: Buffer;
  /** From the request to the first byte of the body, and to the last. */
  firstByteMs: number;
  lastByteMs: number;
}

/** Somebody's browser as far as it matters here: one warm connection, and the cookies. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cookies = new Map<string, string>();
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /** Somebody who has not signed in. */
  static stranger(url: string): HttpClient {
    return new HttpClient(url);
  }

  /** Signs in as the form on the page does. @throws {Error} when that fails */
  static async signIn(url: string, { name, password }: { name: string; password: string }): Promise<HttpClient> {
    const client = new HttpClient(url);
    const { csrfToken } = await client.json<{ csrfToken: string }>('/api/auth/csrf');
    await client.post('/api/auth/callback/credentials', { username: name, password, csrfToken, json: 'true' });
    return client;
  }

  /** What to send so as to be them. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Sends a form. @throws {Error} when the answer has another status than this one */
  post(path: string, form: Record<string, string>, status = 200): Promise<Answer> {
    const body = new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    return this.#send(path, { method: 'POST', headers, body, status });
  }

  /** @throws {Error} when the answer has another status than this one */
  get(path: string, status = 200, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.#send(path, { method: 'GET', headers, body: '', status });
  }

  /** What `lib/http/direct.ts` leaves to Next. @throws {Error} when the answer has another status than this one */
  head(path: string, status: number): Promise<Answer> {
    return this.#send(path, { method: 'HEAD', headers: {}, body: '', status });
  }

  /** Writes as the page does. @throws {Error} unless it answers 200 */
  async patch<T>(path: string, wish: object): Promise<{ result: T; lastByteMs: number }> {
    const body = JSON.stringify(wish);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      origin: new URL(this.#url).origin,
    };
    const { body: answer, lastByteMs } = await this.#send(path, { method: 'PATCH', headers, body, status: 200 });
    return { result: JSON.parse(answer.toString('utf8')), lastByteMs };
  }

  async json<T>(path: string): Promise<T> {
    const { body } = await this.get(path);
    return JSON.parse(body.toString('utf8'));
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(path: string, { status, ...wish }: Wish): Promise<Answer> {
    const { response, ...answer } = await this.#exchange(path, wish);
    for (const cookie of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    if (response.statusCode === status) return answer;
    throw new Error(`${wish.method} ${path} answered ${response.statusCode}: ${answer.body.subarray(0, 500)}`);
  }

  #exchange(path: string, { method, headers, body }: Omit<Wish, 'status'>) {
    const options = { agent: this.#agent, method, headers: { ...headers, cookie: this.cookie } };
    const startedAt = performance.now();
    return new Promise<Answer & { response: IncomingMessage }>((resolve, reject) => {
      const hear = (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        let firstByteMs = Number.NaN;
        response.once('data', () => {
          firstByteMs = performance.now() - startedAt;
        });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject).once('end', () => {
          const lastByteMs = performance.now() - startedAt;
          resolve({ response, body: Buffer.concat(chunks), firstByteMs, lastByteMs });
        });
      };
      request(new URL(path, this.#url), options, hear).once('error', reject).end(body);
    });
  }
}

interface Wish {
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  headers: OutgoingHttpHeaders;
  body: string;
  status: number;
}
