import { stopChildren } from './child.ts';
import { type Show, startShow } from './show.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FIRST_PORT = 3000;

/**
 * Runs the show until somebody ends it, and leaves no process. Waits for what is being started, too: it would be left.
 * @param during what goes on while it runs, and how to end that
 */
export async function present(
  mode: 'production' | 'development',
  during: (show: Show) => () => void = () => () => {},
): Promise<void> {
  const ended = new Promise<'ended'>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve('ended'));
  });
  const started = startShow(mode, FIRST_PORT).catch((error: Error) => error);
  const isEndedEarly = (await Promise.race([started, ended])) === 'ended';
  if (isEndedEarly) await stopChildren();
  const show = await started;
  if (show instanceof Error) return isEndedEarly ? undefined : complain(show);
  if (isEndedEarly) return show.stop();
  console.log(programme(show));
  const stop = during(show);
  await ended;
  stop();
  await show.stop();
}

function complain({ message }: Error): void {
  console.error(message);
  process.exitCode = 1;
}

/** What the one at the terminal needs to know. */
function programme({ url, cast }: Show): string {
  const [first] = cast;
  const others = cast.map(({ name, password, about }) => `    ${name.padEnd(10)} ${password.padEnd(10)} ${about}`);
  return [
    '',
    `  Open ${url} and sign in as ${first?.name} / ${first?.password}`,
    '',
    ...others,
    '',
    '  npm run call -- 1001 --urgent   leaves Ada a message',
    '  Ctrl-C                          ends it all',
    '',
  ].join('\n');
}
