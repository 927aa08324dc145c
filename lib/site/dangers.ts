import 'server-only';
import { accountDangers } from './dangers-of-accounts.ts';
import { connectionDangers } from './dangers-of-connection.ts';
import { mailboxDangers } from './dangers-of-mailbox.ts';
import type { Finding, Severity } from './finding.ts';
import { finding } from './finding.ts';
import type { Site } from './site.ts';

const WORST_FIRST: Severity[] = ['danger', 'warning', 'note'];

/** All that an administrator should know of a voicemail.conf: what is wrong in it, and what is right and endangers mail. The worst first. */
export function dangersOf(site: Site): Finding[] {
  const derived = site.isKnown
    ? [
        ...generalDangers(site),
        ...connectionDangers(site),
        ...site.mailboxes.flatMap((one) => mailboxDangers(site, one)),
        ...accountDangers(site),
      ]
    : [];
  const all = [...site.findings, ...derived];
  return WORST_FIRST.flatMap((severity) => all.filter((one) => one.severity === severity));
}

function generalDangers({ settings, placeOf }: Site): Finding[] {
  const { folders, hasGreetings, polling, expungesOnHangup, formats } = settings;
  const [format = 'wav'] = formats;
  return [
    ...when(hasGreetings && folders.greetings === folders.inbox, () =>
      finding('greetings-in-inbox', placeOf('imapgreetings'), folders.inbox),
    ),
    ...when(expungesOnHangup, () => finding('expunge-on-hangup', placeOf('expungeonhangup'))),
    ...when(polling.logsOut, () => finding('poll-logout', placeOf('imap_poll_logout'))),
    ...when(!polling.isOn, () => finding('polling-off', placeOf('pollmailboxes'))),
    ...when(folders.parent !== '', () => finding('parent-folder', placeOf('imapparentfolder'))),
    ...when(format !== 'wav', () => finding('format-unplayable', placeOf('format'), format)),
    ...masterDangers({ settings, placeOf }),
  ];
}

function masterDangers({ settings, placeOf }: Pick<Site, 'settings' | 'placeOf'>): Finding[] {
  const { password } = settings.master;
  const user = settings.master.user ?? settings.mailServer.flags.authUser;
  if (user === null && password === null) return [finding('master-missing', placeOf('authuser'))];
  const isHalf = user === null || password === null;
  return when(isHalf, () => finding('master-half', placeOf(user === null ? 'authpassword' : 'authuser')));
}

/** One finding, or none. */
function when(isSo: boolean, make: () => Finding): Finding[] {
  return isSo ? [make()] : [];
}
