import 'server-only';
import type { FolderLook } from '#lib/imap/looking.ts';
import { addressText, isCountedByAsterisk, isSameAddress, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { Check } from './check.ts';
import { eachLook } from './each-look.ts';
import { danger, type Line, note, ok, warning } from './line.ts';
import type { BoxLook } from './look.ts';
import type { Box, Patient } from './patient.ts';
import { counted } from './words.ts';

/** What lies in the inbox: whose it is, what is no voicemail, and what the next call destroys. */
export const checkMessages: Check = {
  name: 'messages',
  async *run(patient) {
    for await (const { box, look } of eachLook(patient)) {
      if (!look.inbox) continue;
      yield* own(box, look.inbox, look);
      yield* foreign(box, look.inbox);
      yield* rest(box, look.inbox);
    }
    yield* sameForTwo(patient);
  },
};

/** Voicemail by whose it is, greetings left out. */
function byOwner({ voicemail }: FolderLook): Map<string, { owner: MailboxAddress; count: number }> {
  const owners = new Map<string, { owner: MailboxAddress; count: number }>();
  for (const { headers } of voicemail) {
    if (headers.address === null || headers.greeting !== null) continue;
    const name = addressText(headers.address);
    const known = owners.get(name) ?? { owner: headers.address, count: 0 };
    owners.set(name, { ...known, count: known.count + 1 });
  }
  return owners;
}

function* own({ name, marked, maxMessages }: Box, inbox: FolderLook, { counts }: BoxLook): Iterable<Line> {
  const owners = [...byOwner(inbox).values()];
  if (!marked || !counts) {
    const text = owners.map(({ owner, count }) => `${count} for ${addressText(owner)}`).join(', ');
    yield ok(`${name}: ${text || 'no voicemail'}`);
    return;
  }
  const total = counts.new + counts.urgent + counts.old;
  yield ok(`${name}: Asterisk counts ${counts.new} new, ${counts.urgent} urgent, ${counts.old} old`);
  if (total >= maxMessages) {
    yield warning(
      `${name}: ${total} messages, and maxmsg is ${maxMessages}`,
      'callers hear that the mailbox is full',
      'Have its owner delete some, or raise maxmsg',
    );
  }
}

function* foreign({ name, marked, where }: Box, inbox: FolderLook): Iterable<Line> {
  const others = marked ? [...byOwner(inbox).values()].filter(({ owner }) => !isSameAddress(owner, marked)) : [];
  for (const { owner, count } of others) {
    const what = `${name}: ${counted(count, 'message')} of ${addressText(owner)} in the same folder`;
    if (marked && isCountedByAsterisk(owner, marked)) {
      yield danger(
        what,
        "Asterisk searches by part of the number: this phone counts, plays and deletes the other's messages",
        'Give each an account or an imapfolder of its own',
        where,
      );
    } else
      yield note(
        what,
        'whoever signs in to this account by its own password holds both',
        'Nothing, if that is meant',
        where,
      );
  }
}

function* rest(
  { name, where }: Box,
  { messageCount, voicemail, voicemailCount, deletedCount, path }: FolderLook,
): Iterable<Line> {
  const greetings = voicemail.filter(({ headers }) => headers.greeting !== null).length;
  if (greetings > 0) {
    yield warning(
      `${name}: ${counted(greetings, 'greeting')} among the messages in ${path}`,
      'they count as new messages, and whoever tidies the folder deletes them',
      'Set greetingsfolder to a folder of its own, and move them there',
      where,
    );
  }
  const mails = messageCount - voicemailCount;
  if (mails > 0) {
    yield note(
      `${name}: ${counted(mails, 'ordinary mail')} in ${path}, without the headers of a voicemail`,
      'the phone and the page leave them alone, but every call expunges those that a mail program flagged as deleted',
      'Use an account, or an imapfolder, for voicemail alone',
    );
  }
  if (deletedCount === 0) return;
  yield warning(
    `${name}: ${counted(deletedCount, 'message')} in ${path} ${deletedCount === 1 ? 'is' : 'are'} flagged as deleted`,
    'the next call destroys them: Asterisk expunges the whole folder',
    'Restore what is still wanted, in a mail program, before somebody calls',
  );
}

/** A server that lets a master in and ignores for whom shows the same mail for everybody. */
async function* sameForTwo(patient: Patient): AsyncIterable<Line> {
  const seen = new Map<string, Box>();
  for await (const { box, look } of eachLook(patient)) {
    if (!look.inbox || look.inbox.messageCount === 0 || !box.login?.authorizationId) continue;
    const { uidValidity, uidNext, messageCount } = look.inbox;
    const key = [box.server.host, uidValidity, uidNext, messageCount].join(' ');
    const other = seen.get(key);
    seen.set(key, box);
    if (!other || other.login?.authorizationId === box.login.authorizationId) continue;
    yield danger(
      `${other.name} and ${box.name} are two people, and show the same folder`,
      "the mail server seems to ignore for whom the master signs in: everybody would see somebody else's mail",
      'Take authuser out, and give each mailbox its own imappassword',
      box.where,
    );
  }
}
