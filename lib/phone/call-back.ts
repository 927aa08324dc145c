import 'server-only';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import { type CallOutcome, dialable } from '#lib/voicemail/call.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { AmiRefusal } from './ami-connection.ts';
import { linkThatCalls } from './phone.ts';

const RING_MS = 30_000;

/** Whatever else stands in a mailbox's name could be a second channel, or a step of the dialplan. */
const PLAIN = /^[A-Za-z0-9][\w.-]{0,39}$/;

const ringing = () => once('phones-ringing', () => new Set<string>());

/**
 * Has the owner's phone ring, and dials a number in the site's dialplan once it has been picked up. Answers when it has, or after 30 seconds.
 * @throws {VoicemailError} not-supported, request-invalid for what is no number, too-many-attempts while that phone rings already
 */
export async function ringAndDial(owner: MailboxAddress, number: string): Promise<CallOutcome> {
  const exten = dialable(number);
  if (exten === null) throw new VoicemailError('request-invalid', 'Cannot call back: that is no number to dial');
  const { CALL_BACK, CALL_BACK_CHANNEL = '', CALL_BACK_CONTEXT = '' } = config();
  if (CALL_BACK !== 'ring' || !(PLAIN.test(owner.extension) && PLAIN.test(owner.context))) {
    throw new VoicemailError('not-supported', 'Cannot call back: this site does not have phones rung from here');
  }
  const link = linkThatCalls();
  if (!link) return 'phone-system-away';
  const phone = addressText(owner);
  if (ringing().has(phone)) throw new VoicemailError('too-many-attempts', 'Cannot call back: that phone rings already');
  ringing().add(phone);
  try {
    await link.originate(
      {
        Channel: filled(CALL_BACK_CHANNEL, owner),
        Context: filled(CALL_BACK_CONTEXT, owner),
        Exten: exten,
        Priority: '1',
        Timeout: String(RING_MS),
        // The number of whoever calls, which the other side is shown: the owner's own.
        CallerID: `<${owner.extension}>`,
      },
      RING_MS,
    );
    return 'dialling';
  } catch (error) {
    log().info({ cause: describeCause(error) }, 'a call was not made');
    return error instanceof AmiRefusal ? 'not-answered' : 'phone-system-away';
  } finally {
    ringing().delete(phone);
  }
}

function filled(template: string, { extension, context }: MailboxAddress): string {
  return template.replaceAll('{extension}', extension).replaceAll('{context}', context);
}
