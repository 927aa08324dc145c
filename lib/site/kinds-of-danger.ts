import 'server-only';
import { danger, note, warning } from './kind.ts';

const CONNECT = 'c-client cannot make sense of the mail server, so Asterisk never reaches it';

/** What is well written and endangers mail, or keeps people out, or lets them in. */
export const DANGERS = {
  'delete-after-mail': danger(
    'Mailbox … has delete=yes',
    'after each call Asterisk deletes by a stale number, which can be an older message',
    'Take it out',
  ),
  'maxmsg-zero': danger(
    'Mailbox … takes no messages (maxmsg=0)',
    'with IMAP storage Asterisk can crash after a call',
    'Set maxmsg to 1 or more',
  ),
  'greetings-in-inbox': danger(
    'Greetings lie in the folder of the messages (…)',
    'they count as new messages, and whoever tidies the folder deletes them',
    'Set greetingsfolder to a folder of its own',
  ),
  'mailbox-inside-another': danger(
    'Mailbox … share an account and one number lies inside the other',
    "Asterisk searches by part of the number: one phone counts, plays and deletes the other's messages",
    'Give each an account or an imapfolder of its own',
  ),
  'account-shared': warning(
    'Mailboxes … share an account',
    'Asterisk keeps one state for both: counts and lamps can be those of the other',
    'Give each an account of its own',
  ),
  'share-id-shared': note(
    'Mailboxes … have the same imapvmshareid',
    'they are one and the same mailbox: who may enter one hears the other',
    'Nothing, if that is meant',
  ),
  'login-on-two-servers': danger(
    'Mailboxes … have the same login on different servers',
    'Asterisk finds an open connection by its login alone, and mixes them up',
    'Make logins unique',
  ),
  'expunge-on-hangup': warning(
    'expungeonhangup is on, as it is by default',
    'after every call Asterisk destroys whatever any mail client has flagged as deleted in that folder',
    'Set expungeonhangup=no',
  ),
  'poll-logout': warning(
    'imap_poll_logout is on',
    'Asterisk closes connections while others use them; crashes are reported (asterisk issue 2163)',
    'Set imap_poll_logout=no',
  ),
  'polling-off': warning(
    'pollmailboxes is off, as it is by default',
    'what changes outside of the phone reaches the lamp only by AMI, and before Asterisk 17 not at all',
    'Set pollmailboxes=yes and pollfreq=60',
  ),
  'certificate-unchecked': danger(
    'The certificate of the mail server is not checked (novalidate-cert)',
    'whoever is in between reads every password',
    'Have Asterisk know the authority, and take the flag out',
  ),
  'tls-none': danger(
    'The connection to … is not encrypted (notls)',
    'whoever is in between reads every password and message',
    'Set imapflags=ssl and imapport=993, or imapflags=tls',
  ),
  'tls-optional': warning(
    'The connection to … is encrypted only if the server offers it',
    'whoever is in between can take the offer out',
    'Set imapflags=tls, or imapflags=ssl and imapport=993',
  ),
  'ssl-port': warning(
    'imapflags has ssl, and imapport is 143',
    'ssl does not change the port: on 143 servers do not speak TLS from the first byte',
    'Set imapport=993',
  ),
  'flag-unknown': danger('imapflags has "…", which means nothing', CONNECT, 'Take it out'),
  'flag-empty': danger(
    'imapflags has nothing between two slashes, or begins or ends with one',
    CONNECT,
    'Write flag/flag',
  ),
  'flag-contradicted': danger('imapflags has "…" after its opposite', CONNECT, 'Leave one of them'),
  'flag-given-by-asterisk': danger('imapflags has "…", which Asterisk adds itself', CONNECT, 'Take it out'),
  'flag-readonly': danger(
    'imapflags has "readonly"',
    'Asterisk can neither mark a message as heard nor delete one',
    'Take it out',
  ),
  'flag-loser': warning('imapflags has "loser"', 'Asterisk fetches all mail to search it by itself', 'Take it out'),
  'flag-anonymous': danger('imapflags has "anonymous"', 'Asterisk signs in as nobody', 'Take it out'),
  'flag-secure': warning(
    'imapflags has "secure"',
    'Asterisk signs in without sending the password only, which a master login cannot',
    'Use ssl or tls, which protect the password too',
  ),
  'flag-ignored': note('imapflags has "…"', 'it changes nothing for the portal', 'Nothing'),
  'server-invalid': danger(
    'imapserver or imapport of … is no host and port',
    CONNECT,
    'Write the host alone, IPv6 in brackets, and the port as a number',
  ),
  'login-invalid': danger(
    'The login of mailbox … has a / : or } in it, or more than 64 bytes',
    CONNECT,
    'Choose another login',
  ),
  'server-too-long': danger(
    'Server, flags and login of mailbox … make more than 255 bytes',
    CONNECT,
    'Make them shorter',
  ),
  'account-missing': warning('Mailbox … has no imapuser', 'it can take no message', 'Add imapuser'),
  'password-missing': danger(
    'Mailbox … has neither a password nor a master login',
    'neither Asterisk nor the portal can sign in for it',
    'Set authuser and authpassword, or imappassword',
  ),
  'master-missing': warning(
    'There is no master login (authuser and authpassword)',
    'the portal can sign people in by PIN only where voicemail.conf has their imappassword',
    'Set up a master user on the mail server',
  ),
  'master-half': warning(
    'Only one of authuser and authpassword is set',
    'without authuser everybody is signed in with one and the same password; without authpassword there is none',
    'Set both',
  ),
  'pin-missing': warning(
    'Mailbox … has no PIN',
    'its phone asks for none, and the portal lets nobody in by PIN',
    'Set one',
  ),
  'pin-is-mailbox': warning(
    'Mailbox … has its own number as PIN',
    'everybody can guess it',
    'Have its owner choose one',
  ),
  'pin-starred': warning(
    'Mailbox … has a PIN that begins with a star',
    'nobody can enter it on a phone',
    'Set another',
  ),
  'pin-short': warning(
    'Mailbox … has a PIN shorter than minpassword',
    'it was set by hand',
    'Have its owner choose one',
  ),
  'folder-differs': warning(
    'Mailbox … has an imapfolder that is not that of [general]',
    'messages saved on the phone are copied into a folder that it never reads',
    'Use one imapfolder for all',
  ),
  'parent-folder': note(
    'imapparentfolder is set',
    'messages that the phone saves land beside the folder it reads (save_to_folder)',
    'Set it only where the mail server demands it',
  ),
  'format-unplayable': note(
    'The first format is "…"',
    'the portal decodes it, mail clients may not',
    'Write format=wav first',
  ),
};
