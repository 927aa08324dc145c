import 'server-only';
import type { Check } from './check.ts';
import { checkAsterisk } from './check-asterisk.ts';
import { checkCapabilities } from './check-capabilities.ts';
import { checkClock } from './check-clock.ts';
import { checkConf } from './check-conf.ts';
import { checkConnection } from './check-connection.ts';
import { checkFolders } from './check-folders.ts';
import { checkMessages } from './check-messages.ts';
import { checkPortal } from './check-portal.ts';
import { checkQuota } from './check-quota.ts';
import { checkRedis } from './check-redis.ts';
import { checkSettings } from './check-settings.ts';
import { checkSignIn } from './check-sign-in.ts';

/** All that the doctor looks at, in the order of the report. Another check is another file and another line here. */
export const CHECKS: readonly Check[] = [
  checkSettings,
  checkConf,
  checkConnection,
  checkSignIn,
  checkCapabilities,
  checkFolders,
  checkMessages,
  checkQuota,
  checkClock,
  checkAsterisk,
  checkRedis,
  checkPortal,
];
