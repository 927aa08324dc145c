import pino from 'pino';
import { config } from './config.ts';
import { once } from './once.ts';

/**
 * One line of JSON per event. Fields are chosen at each call: never a password, a caller or a header, and of
 * a cause only what `describeCause` lets through.
 */
export function log(): pino.Logger {
  return once('log', () => pino({ level: config().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime }));
}

/** What went wrong, down the chain of causes, in a form that may be kept: names, codes and messages, no values. */
export function describeCause(error: unknown, depth = 0): Record<string, unknown> | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined;
  const { code, serverResponseCode, responseText } = error as Error & Record<string, unknown>;
  const cause = describeCause(error.cause, depth + 1);
  return JSON.parse(
    JSON.stringify({ name: error.name, message: error.message, code, serverResponseCode, responseText, cause }),
  );
}
