import 'server-only';
import { config } from '#lib/platform/config.ts';
import { listen, tell } from '#lib/platform/news.ts';
import { once } from '#lib/platform/once.ts';
import { addressText, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import type { CallBack } from '#lib/voicemail/call.ts';
import { AmiLink, type LinkTrouble } from './ami-link.ts';
import { amiServers } from './ami-servers.ts';
import type { AmiMessage } from './ami-text.ts';
import { hintFromPhone } from './hint.ts';
import { Lamps } from './lamp.ts';
import { isPollingOff, needsPolling } from './polling.ts';
import { setSessionSource } from './sessions.ts';

interface Phone {
  links: AmiLink[];
  lamps: Lamps;
  /** As far as the settings tell. */
  isPollingOff: boolean;
  close(): void;
}

const slot = () => once('phone', (): { phone: Phone | null } => ({ phone: null }));

/** Connects to every Asterisk that the settings name, and stays connected. Without any it does nothing. */
export function startPhone(): void {
  if (slot().phone || config().AMI_HOST.length === 0) return;
  const links: AmiLink[] = [];
  const lamps = new Lamps(links);
  const event = (message: AmiMessage) => {
    lamps.hear(message);
    followCaller(lamps, message);
  };
  const change = () => {
    lamps.forgetTold();
    void lamps.catchUp();
    tell(CHANGED, '');
  };
  const sessionEnd = (mailbox: MailboxAddress | null) => {
    follow(lamps, mailbox);
    void lamps.catchUp();
  };
  for (const server of amiServers()) links.push(new AmiLink(server, { event, change, sessionEnd }));
  setSessionSource((isOurs) => {
    const said = links.map((link) => link.sessions(isOurs));
    if (said.includes('open')) return 'open';
    return said.includes('unknown') ? 'unknown' : 'none';
  });
  const close = () => {
    setSessionSource(null);
    lamps.close();
    for (const link of links) link.close();
  };
  slot().phone = { links, lamps, isPollingOff: isPollingOff(), close };
}

const CHANGED = 'phone changed';

/** Tells when an Asterisk has come or gone: the lamp may be another then. @returns what ends it */
export function onPhoneChange(hear: () => void): () => void {
  return listen(CHANGED, hear);
}

/** Ends what `startPhone` began. */
export function stopPhone(): void {
  slot().phone?.close();
  slot().phone = null;
}

/** Has every phone's lamp follow soon. Never fails, and nobody waits for it. */
export function refreshLampSoon(accountName: string, mailboxes: MailboxAddress[]): void {
  slot().phone?.lamps.refreshSoon(accountName, mailboxes);
}

/** The lamps of every Asterisk; `null` without AMI. */
export function phoneLamps(): Lamps | null {
  return slot().phone?.lamps ?? null;
}

/** The first Asterisk that can be asked to call somebody now. */
export function linkThatCalls(): AmiLink | null {
  return slot().phone?.links.find(({ canCall }) => canCall) ?? null;
}

/** How pages call back now: by the owner's own phone only where the site wants that and Asterisk is there. */
export function callBackNow(): CallBack {
  return config().CALL_BACK === 'ring' && linkThatCalls() ? 'ring' : 'tel';
}

/** Why not every Asterisk can be asked, or `null` when each can; the worst first. */
export function phoneTrouble(): LinkTrouble | 'no-ami' | 'polling-off' | null {
  const { phone } = slot();
  if (!phone) return 'no-ami';
  const trouble = phone.links.map((link) => link.trouble).find((one) => one !== null);
  const mayBeStuck = phone.links.some(({ version }) => needsPolling(version));
  return trouble ?? (mayBeStuck && phone.isPollingOff ? 'polling-off' : null);
}

/**
 * A call that left or heard messages makes Asterisk publish counts of its own, which are stale after a phone session
 * (app_voicemail.c vm_execmain); those that a refresh causes name no channel.
 */
function followCaller(lamps: Lamps, message: AmiMessage): void {
  if (message.get('event') !== 'MessageWaiting' || !message.has('channel')) return;
  follow(lamps, parseAddress(message.get('mailbox') ?? ''));
}

/** Has the pages of a mailbox look, and Asterisk once more. */
function follow(lamps: Lamps, mailbox: MailboxAddress | null): void {
  if (mailbox) hintFromPhone(addressText(mailbox));
  if (mailbox) lamps.refreshSoon(`phone ${addressText(mailbox)}`, [mailbox]);
}
