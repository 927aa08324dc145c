import 'server-only';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';
import type { Check } from './check.ts';
import { danger, type Line, note, ok, untried, warning } from './line.ts';
import { type BoxLook, NotReached } from './look.ts';
import { type Box, type Patient, serverName } from './patient.ts';
import { settingNamed, span } from './words.ts';

/** Dovecot's first penalty is half a second, the next four and more. */
const SLOW_MS = 2000;

/** Whether the mail server lets us in, as whom, and how soon. */
export const checkSignIn: Check = {
  name: 'log-in',
  async *run(patient) {
    if (patient.boxes.length === 0) yield untried('the mailboxes', patient.whyNoBox);
    for (const box of patient.boxes) {
      const { greeting } = await patient.knock(box.server);
      const found = await patient.look(box).catch((error: unknown) => error);
      if (found instanceof NotReached) yield untried(box.name, 'the mail server was not reached');
      else if (found instanceof Error) yield refused(patient, box, found);
      else yield* accepted(patient, box, found as BoxLook, greeting);
    }
    yield* dovecot(patient);
  },
};

function refused(patient: Patient, box: Box, error: Error): Line {
  const code: ErrorCode = error instanceof VoicemailError ? error.code : 'unexpected';
  const what = code === 'credentials-rejected' ? `the mail server refuses ${loginText(box)}` : error.message;
  const why = 'its owner cannot be let in, and Asterisk may not get at the messages';
  return danger(`${box.name}: ${what}`, why, remedy(patient, box, code), box.where);
}

function remedy(patient: Patient, { login }: Box, code: ErrorCode): string {
  if (code === 'sign-in-required') return 'Add imapuser and imappassword, or a master login';
  if (code === 'not-supported')
    return 'Let the mail server offer AUTH=PLAIN, or give each mailbox its own imappassword';
  if (code === 'mailbox-busy')
    return 'Allow more connections (Dovecot: mail_max_userip_connections; Courier: MAXPERIP)';
  if (code !== 'credentials-rejected') return 'See what the mail server logs';
  if (!login?.authorizationId) return 'Correct the name or the password';
  const name = settingNamed(patient, 'authuser', 'the name');
  return `Correct ${name} or ${settingNamed(patient, 'authpassword', 'the password')}, and let the master in on the mail server`;
}

function loginText({ login }: Box): string {
  if (!login) return 'nobody';
  return login.authorizationId === null ? login.user : `${login.user} for ${login.authorizationId}`;
}

function* accepted(patient: Patient, box: Box, { signInMs }: BoxLook, greeting: string): Iterable<Line> {
  yield ok(`${box.name}: signed in as ${loginText(box)}`);
  if (box.login?.authorizationId && /courier/i.test(greeting)) {
    yield danger(
      `${box.name}: Courier ignores for whom a master signs in`,
      "everybody would see the master's own mail",
      `Take out ${settingNamed(patient, 'authuser', 'the master login')}, and give each mailbox its own imappassword`,
    );
  }
  if (signInMs < SLOW_MS) return;
  yield warning(
    `${box.name}: the mail server took ${span(signInMs)} to let us in`,
    'so does every sign-in; Dovecot makes everybody behind one address wait after a wrong password',
    TRUST_US,
  );
}

const TRUST_US = "Set Dovecot's login_trusted_networks to the portal's address";

/** Dovecot 2.3 takes passwords without TLS from addresses that it trusts; from others, unless told, it does not. */
async function* dovecot(patient: Patient): AsyncIterable<Line> {
  for (const server of patient.servers) {
    const { greeting, capabilities } = await patient.knock(server);
    if (!/dovecot/i.test(greeting)) continue;
    const name = serverName(server);
    if (capabilities.includes('LOGINDISABLED')) {
      yield warning(`${name} does not seem to trust the portal's address`, DELAY, TRUST_US);
    } else {
      yield note(`Whether ${name} trusts the portal's address cannot be seen from here`, DELAY, TRUST_US);
    }
  }
}

const DELAY = "where it does not, one person's wrong password makes everybody wait up to 15 seconds";
