import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a bench's Asterisk is told. */
export interface PbxConf {
  amiPort: number;
  sipPort: number;
  imap: { port: number; user: string; password: string };
  /** As `format` in voicemail.conf: `gsm`, `wav49|gsm`. */
  format: string;
  /** How many messages a folder takes. */
  maxMessages: number;
  /** Whether the portal may have phones rung. */
  mayCall?: boolean;
  /** The mailboxes; the account of each at the mail server has the name of the extension. */
  extensions: string[];
}

/** Where Asterisk sees the folder of this run; its log there is `log`. */
export const INSIDE = '/mnt';

/** Writes Asterisk's configuration into `folder`. */
export function writeConf(folder: string, conf: PbxConf): void {
  const files = {
    asterisk: asterisk(),
    modules: `[modules]\nautoload=no\n${MODULES.map((name) => `load=${name}.so\n`).join('')}`,
    logger: '[general]\ndateformat=%s.%3q\n[logfiles]\nlog => notice,warning,error,verbose(5)\n',
    extensions: EXTENSIONS,
    manager: manager(conf),
    voicemail: voicemail(conf),
    pjsip: pjsip(conf),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.conf`), text);
}

const MODULES = [
  ...['pbx_config', 'app_voicemail', 'app_playback', 'app_dial', 'app_senddtmf', 'app_record'],
  ...[
    'format_gsm',
    'format_wav',
    'format_wav_gsm',
    'format_pcm',
    'format_sln',
    'codec_gsm',
    'codec_ulaw',
    'codec_alaw',
  ],
  ...['res_timing_timerfd', 'bridge_simple', 'res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb'],
  ...['res_http_websocket', 'res_pjproject', 'res_pjsip', 'res_pjsip_session', 'res_pjsip_pubsub', 'res_pjsip_mwi'],
  ...['res_pjsip_mwi_body_generator', 'res_pjsip_endpoint_identifier_user', 'res_pjsip_registrar'],
];

function asterisk(): string {
  const own = ['etc', 'spool', 'run'].map((name) => `ast${name}dir => ${INSIDE}/${name}\n`).join('');
  return `[directories]
${own}astlogdir => ${INSIDE}
astdbdir => ${INSIDE}/spool
astkeydir => ${INSIDE}/spool
astvarlibdir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astmoddir => /usr/lib/asterisk/modules
astsbindir => /usr/sbin
[options]
verbose = 5
`;
}

/**
 * Callers `leave`, owners `check`; the other end of either call is `talk`, which waits to be hung up when all is said,
 * and `hold`. Whoever is told that nobody answers keeps what is heard of it (`listen`); an owner who talks before the
 * tone records a greeting (`record`). The owner's phone is in `phones`, and whom they call in `dial-out`.
 */
const EXTENSIONS = `[leave]
exten => _X.,1,VoiceMail(\${EXTEN}@default,s)
[leave-urgent]
exten => _X.,1,VoiceMail(\${EXTEN}@default,sU)
[talk]
exten => s,1,Answer()
 same => n,Wait(1)
 same => n,Playback(\${SOUND})
 same => n,Wait(60)
 same => n,Hangup()
[leave-unavailable]
exten => _X.,1,VoiceMail(\${EXTEN}@default,u)
[listen]
exten => s,1,Answer()
 same => n,Record(${INSIDE}/run/\${HEARD}.sln,0,\${SECONDS},kq)
 same => n,Hangup()
[record]
exten => s,1,Answer()
 same => n,Wait(6)
 same => n,SendDTMF(0)
 same => n,Wait(3)
 same => n,SendDTMF(1)
 same => n,Playback(\${SOUND})
 same => n,SendDTMF(#)
 same => n,Wait(3)
 same => n,SendDTMF(1)
 same => n,Wait(4)
 same => n,Hangup()
[check]
exten => _X.,1,Answer()
 same => n,VoiceMailMain(\${EXTEN}@default,s)
[phones]
exten => _X.,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Wait(600)
[dial-out]
exten => _X.,1,Answer()
 same => n,Wait(600)
exten => _+X.,1,Goto(\${EXTEN:1},1)
[hold]
exten => s,1,Answer()
 same => n,Wait(600)
`;

/** Who may tell the bench's Asterisk what to do. */
export const MANAGER = { user: 'bench', secret: 'bench' };

/** The portal, which may do no more than docs/phone.md says it must. */
export const PORTAL = { user: 'lamplight', secret: 'a secret of the phone system' };

function manager({ amiPort, mayCall = false }: PbxConf): string {
  return `[general]
enabled = yes
bindaddr = 127.0.0.1
port = ${amiPort}
[${MANAGER.user}]
secret = ${MANAGER.secret}
read = all
write = all
writetimeout = 5000
[${PORTAL.user}]
secret = ${PORTAL.secret}
read = call,dialplan
write = reporting,user${mayCall ? ',originate' : ''}
`;
}

/** Few words on the phone, because every scenario waits for them. */
function voicemail({ imap, format, maxMessages, extensions }: PbxConf): string {
  return `[general]
format = ${format}
imapserver = 127.0.0.1
imapport = ${imap.port}
imapflags = notls
imapfolder = INBOX
imapgreetings = yes
greetingsfolder = Greetings
authuser = ${imap.user}
authpassword = ${imap.password}
pollmailboxes = yes
pollfreq = 3600
charset = UTF-8
minsecs = 0
maxmsg = ${maxMessages}
envelope = no
saycid = no
sayduration = no
[default]
${extensions.map((extension) => `${extension} => 4242,Owner ${extension},${extension}@example.test,,imapuser=${extension}\n`).join('')}`;
}

function pjsip({ sipPort, extensions }: PbxConf): string {
  const phones = extensions.map(
    (extension) => `[${extension}]
type = endpoint
aors = ${extension}
context = leave
disallow = all
allow = ulaw
[${extension}]
type = aor
mailboxes = ${extension}@default
`,
  );
  return `[loopback]
type = transport
protocol = udp
bind = 127.0.0.1:${sipPort}
${phones.join('')}`;
}
