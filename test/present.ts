import type { Owner } from './cast/member.ts';
import { stopChildren } from './child.ts';
import { pinOf } from './conf-text.ts';
import { type Show, type ShowOptions, startShow } from './show.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FIRST_PORT = 3000;

/**
 * Runs the show until somebody ends it, and leaves no process. Waits for what is being started, too: it would be left.
 * @param during what goes on while it runs, and how to end that
 */
export async function present(
  options: Pick<ShowOptions, 'mode' | 'hasConf'>,
  during: (show: Show) => () => void = () => () => {},
): Promise<void> {
  const ended = new Promise<'ended'>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve('ended'));
  });
  const started = startShow({ ...options, port: FIRST_PORT }).catch((error: Error) => error);
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
function programme(show: Show): string {
  const people = show.voicemailConf === null ? byPassword(show) : byPin(show);
  const [first] = people;
  return [
    '',
    `  Open ${show.url} and sign in as ${first?.name} / ${first?.secret}`,
    ...(show.voicemailConf === null ? [] : [`  All that the portal was told is VOICEMAIL_CONF=${show.voicemailConf}`]),
    '',
    ...people.map(({ name, secret, about }) => `    ${name.padEnd(12)} ${secret.padEnd(10)} ${about}`),
    '',
    '  npm run call -- 1001 --urgent   leaves Ada a message',
    '  Ctrl-C                          ends it all',
    '',
  ].join('\n');
}

interface Person {
  name: string;
  secret: string;
  about: string;
}

const byPassword = ({ cast }: Show): Person[] =>
  cast.map(({ name, password, about }) => ({ name, secret: password, about }));

/** Each mailbox by itself: a PIN opens no other, also where one mail account holds both. */
const byPin = ({ cast }: Show): Person[] =>
  cast.flatMap(({ owners, about }) =>
    owners.map((owner) => ({ name: nameOf(owner), secret: pinOf(owner), about: owners.length > 1 ? '' : about })),
  );

const nameOf = ({ extension, context }: Owner) => (context === 'default' ? extension : `${extension}@${context}`);
