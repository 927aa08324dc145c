import 'server-only';
import { createHmac } from 'node:crypto';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { openState } from '#lib/platform/state.ts';

const MAX_NETWORKS = 20;

const networks = () => openState('networks');

/** Whether the account has signed in from this network before. What cannot be read was never there. */
export async function isFamiliar(user: string, network: string): Promise<boolean> {
  return (await known(user)).includes(markOf(network));
}

/** Notes that the account has signed in from this network. A disk that is full keeps nobody out. */
export async function makeFamiliar(user: string, network: string): Promise<void> {
  const [mark, marks] = [markOf(network), await known(user)];
  if (marks.at(-1) === mark) return;
  const latest = [...marks.filter((other) => other !== mark), mark].slice(-MAX_NETWORKS);
  await networks().set(user, latest.join(' ')).catch(noteFailure);
}

async function known(user: string): Promise<string[]> {
  const text = await networks().get(user).catch(noteFailure);
  return text?.split(' ') ?? [];
}

const noteFailure = (error: unknown) => {
  log().warn({ cause: describeCause(error) }, 'where accounts sign in from cannot be kept');
  return null;
};

/** Where people sign in from is nobody's business: kept in a form that only tells whether it is the same. */
function markOf(network: string): string {
  return createHmac('sha256', config().AUTH_SECRET).update(`network ${network}`).digest('base64url').slice(0, 22);
}
