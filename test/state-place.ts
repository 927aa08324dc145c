import { settingsFor } from './settings.ts';

/** No mail server is asked. */
const NOBODY = { host: '127.0.0.1', port: 1 };

/** Lets the settings of this process say where state and locks are kept, and forgets what was read of them before. */
export function keepStateIn({ redisUrl = '', folder }: { redisUrl?: string; folder?: string }): void {
  Object.assign(process.env, settingsFor(NOBODY), { REDIS_URL: redisUrl }, folder && { STATE_DIR: folder });
  for (const name of ['config', 'redis']) Reflect.deleteProperty(globalThis, Symbol.for(`lamplight.${name}`));
}
