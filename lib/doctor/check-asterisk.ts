import 'server-only';
import { AmiConnection, AmiRefusal, type AmiServer } from '#lib/phone/ami-connection.ts';
import { amiServers } from '#lib/phone/ami-servers.ts';
import { needsPolling } from '#lib/phone/polling.ts';
import { addressText } from '#lib/voicemail/address.ts';
import { type Check, PATIENCE_MS } from './check.ts';
import { eachLook } from './each-look.ts';
import { type Line, note, ok, untried, warning } from './line.ts';
import { type Patient, whereOf } from './patient.ts';
import { isThisMachine, reasonOf, span } from './words.ts';

/** What the portal asks of Asterisk, and the right in manager.conf for it. */
const NEEDED = { VoicemailRefresh: 'user', MailboxCount: 'reporting', CoreShowChannels: 'reporting' };

/** Every Asterisk of AMI_HOST. It is asked only what changes nothing: rights, version, time, and one count. */
export const checkAsterisk: Check = {
  name: 'Asterisk (AMI)',
  async *run(patient) {
    const servers = amiServers(patient.config);
    if (servers.length === 0) yield none(patient);
    for (const server of servers) {
      const connection = await AmiConnection.open(server, () => undefined, HOW).catch((error: unknown) => error);
      if (!(connection instanceof AmiConnection)) yield away(server, connection);
      else {
        try {
          yield* asked(patient, server, connection);
        } finally {
          connection.close();
        }
      }
    }
  },
};

const HOW = { hasEvents: false, patienceMs: PATIENCE_MS };
const name = ({ host, port }: AmiServer) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
const COST = 'lamps follow at the next poll only, and what is deleted on the page stays on the phone for a while';

function none({ site }: Patient): Line {
  const polls = site?.isKnown && site.settings.polling.isOn;
  if (polls || !site?.isKnown)
    return note('AMI_HOST is not set', COST, 'Set AMI_HOST, AMI_USER, AMI_SECRET: docs/phone.md');
  return warning(
    'AMI_HOST is not set, and Asterisk does not poll',
    'the lamp stays on after messages were heard on the page',
    'Set AMI_HOST, AMI_USER, AMI_SECRET: docs/phone.md; or pollmailboxes=yes and pollfreq=60',
    whereOf(site.placeOf('pollmailboxes')),
  );
}

function away(server: AmiServer, error: unknown): Line {
  if (error instanceof AmiRefusal) {
    return warning(
      `${name(server)} refuses AMI_USER or AMI_SECRET`,
      COST,
      'Compare them and permit= with manager.conf; then manager reload',
    );
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const change = server.tls
    ? 'Correct AMI_HOST or AMI_TLS (tlsenable and tlsbindaddr in manager.conf), and its certificate'
    : 'Correct AMI_HOST, or enabled, port and bindaddr in manager.conf';
  return warning(`${name(server)} does not answer: ${reasonOf(code ?? message)}`, COST, change);
}

async function* asked(patient: Patient, server: AmiServer, connection: AmiConnection): AsyncIterable<Line> {
  yield ok(`${name(server)}: signed in as ${server.user}`);
  yield* privacy(server);
  const allowed = await connection.ask('ListCommands');
  const needed = patient.config.CALL_BACK === 'ring' ? { ...NEEDED, Originate: 'originate' } : NEEDED;
  const missing = Object.entries(needed).filter(([action]) => !allowed.has(action.toLowerCase()));
  for (const [action, right] of missing) {
    yield warning(
      `${name(server)}: ${server.user} may not ask for ${action}, or the voicemail module is not loaded`,
      action === 'Originate' ? 'nobody can be called back from the page' : COST,
      `Add ${right} to write= in manager.conf; then manager reload`,
    );
  }
  if (missing.length === 0) yield ok(`${name(server)}: every action that is needed is allowed`);
  yield note(
    `${name(server)}: whether ${server.user} hears of calls cannot be asked`,
    "without it nobody knows who is in the phone's menu, and removed messages stay on the phone for a while",
    'See that manager.conf has read = call,dialplan',
  );
  yield* version(patient, server, connection);
  yield* clock(server, connection);
  if (allowed.has('mailboxcount')) yield* counts(patient, server, connection);
}

function* privacy(server: AmiServer): Iterable<Line> {
  if (server.tls) yield ok(`${name(server)}: encrypted, with a valid certificate`);
  else if (!isThisMachine(server.host)) {
    yield warning(
      `${name(server)}: not encrypted`,
      'the secret does not cross the wire, but who calls whom does',
      'Set tlsenable=yes in manager.conf, and AMI_TLS=true',
    );
  }
}

async function* version(patient: Patient, server: AmiServer, connection: AmiConnection): AsyncIterable<Line> {
  const answer = await connection.ask('CoreSettings').catch(() => null);
  const text = answer?.get('asteriskversion') ?? '';
  if (text === '') {
    yield untried(`the version of ${name(server)}`, 'it does not tell (CoreSettings needs read = system or reporting)');
    return;
  }
  yield ok(`${name(server)}: Asterisk ${text}`);
  if (!needsPolling(text)) return;
  const { site } = patient;
  const why = 'before 17 Asterisk looks into a mailbox on request only where it polls: lamps do not follow';
  if (!site?.isKnown) yield note('Whether it polls is not known', why, 'Set pollmailboxes=yes and pollfreq=3600');
  else if (site.settings.polling.isOn) yield ok('It polls, as it must before 17');
  else
    yield warning(
      'It does not poll',
      why,
      'Set pollmailboxes=yes and pollfreq=3600',
      whereOf(site.placeOf('pollmailboxes')),
    );
}

const APART_MS = 5000;

async function* clock(server: AmiServer, connection: AmiConnection): AsyncIterable<Line> {
  const answer = await connection.ask('Ping').catch(() => null);
  const now = Number(answer?.get('timestamp')) * 1000;
  if (!Number.isFinite(now) || now === 0) {
    yield untried(`the clock of ${name(server)}`, 'it does not tell the time');
    return;
  }
  const apartMs = Math.abs(now - Date.now());
  if (apartMs < APART_MS) yield ok(`${name(server)}: its clock and ours agree`);
  else {
    yield warning(
      `${name(server)}: its clock is ${span(apartMs)} away from ours`,
      'times on the page and second factors are wrong by so much, if it is ours',
      'Have both follow the same NTP server',
    );
  }
}

/** Asterisk searches by itself for it (app_voicemail.c manager_mailboxcount), which marks nothing. */
async function* counts(patient: Patient, server: AmiServer, connection: AmiConnection): AsyncIterable<Line> {
  for await (const { box, look } of eachLook(patient)) {
    if (!box.address || !look.counts) continue;
    const Mailbox = addressText(box.address);
    const answer = await connection.ask('MailboxCount', { Mailbox }).catch(() => null);
    if (answer?.get('newmessages') === undefined)
      yield untried(`what ${name(server)} counts for ${box.name}`, 'it does not say');
    else yield comparison(box.name, server, look.counts, answer);
  }
}

function comparison(
  box: string,
  server: AmiServer,
  ours: { new: number; urgent: number; old: number },
  answer: ReadonlyMap<string, string>,
): Line {
  const theirs = {
    new: Number(answer.get('newmessages')),
    urgent: Number(answer.get('urgmessages') ?? 0),
    old: Number(answer.get('oldmessages')),
  };
  const text = ({ new: fresh, urgent, old }: typeof theirs) => `${fresh} new, ${urgent} urgent, ${old} old`;
  if (text(theirs) === text(ours)) return ok(`${box}: ${name(server)} counts the same as the mail server has`);
  return warning(
    `${box}: ${name(server)} counts ${text(theirs)}, the mail server has ${text(ours)}`,
    'Asterisk looks elsewhere, or cannot reach the mail server, or somebody called just now',
    'Do imapserver, imapuser and imapfolder of that Asterisk name the same place?',
  );
}
