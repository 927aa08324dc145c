import { setTimeout as pause } from 'node:timers/promises';
import next from 'next';
import { config } from './lib/platform/config.ts';
import { isAnswered } from './lib/platform/direct.ts';
import { frontDoor } from './lib/platform/front-door.ts';
import { sayGoodbye } from './lib/platform/goodbye.ts';
import { describeCause, log } from './lib/platform/log.ts';

/**
 * Longer than a proxy in front keeps a connection that says nothing (nginx: 60 s). With Node's 5 s the proxy's next request may meet our
 * hanging up, and so does that of anybody whom a busy process has not heard for so long.
 */
const KEEP_ALIVE_MS = 75_000;
/** For the last words to reach the browsers. */
const GOODBYE_MS = 100;
/** For what is under way, and for leaving the mail server. */
const LONGEST_GOODBYE_MS = 5000;

const { PORT, PUBLIC_URL } = config();

const app = next({ dev: process.env.NODE_ENV !== 'production', port: PORT });
await app.prepare();
const handle = app.getRequestHandler();

const server = frontDoor(config(), (request, response) => {
  if (!isAnswered(request, response)) void handle(request, response);
});

server.keepAliveTimeout = KEEP_ALIVE_MS;
server.once('error', (error) => {
  log().fatal({ cause: describeCause(error) }, 'cannot listen');
  process.exit(1);
});
server.listen(PORT, () => log().info({ port: PORT, url: PUBLIC_URL }, 'listening'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop());
}

async function stop(): Promise<void> {
  server.close();
  await Promise.race([sayGoodbye(), pause(LONGEST_GOODBYE_MS)]);
  await pause(GOODBYE_MS);
  server.closeAllConnections();
  await app.close().finally(() => process.exit(0));
}
