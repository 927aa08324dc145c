import { join } from 'node:path';
import type { Dialect } from './dovecot-dialect.ts';

/** What a mail server can be told to be. Everything else is as a site would have it, but quick. */
export interface MailServerOptions {
  /** Replaces the list that the server advertises; the commands go on working, but a client goes by the list. */
  capabilities?: string;
  /** `false`: the server knows no QUOTA at all. */
  quota?: boolean;
  /** `false`: neither STARTTLS nor a TLS port. */
  tls?: boolean;
  /** How it keeps mail on disk: `maildir` unless told. */
  format?: 'maildir' | 'sdbox';
  /** Between a folder and the one below it. */
  separator?: '/' | '.';
  /** What every folder but INBOX is below: `INBOX.` */
  prefix?: string;
  /** Dovecot's own delay after failed logins, half a second and growing, which a test rarely wants to wait for. */
  loginPenalty?: boolean;
  /** How many connections a person may have from one address; Dovecot's own limit is 10. */
  connections?: number;
  /** How many connections it serves at once. */
  processes?: number;
  /** Who may sign in as anybody, as Asterisk's `authuser` does. */
  master?: { name: string; password: string };
}

export interface MailServerPlace {
  folder: string;
  dialect: Dialect;
  port: number;
  tlsPort: number;
  /** Where Dovecot's own programs and modules are, when that is not where it was built to be. */
  libexec: string | null;
  /** Whom the processes run as; for root it must be somebody else. */
  runAs: { user: string; group: string; uid: number; gid: number };
}

/** The dovecot.conf of a server wholly inside one folder that needs no privilege. */
export function dovecotConf(place: MailServerPlace, options: MailServerOptions): string {
  const { dialect } = place;
  return [dialect.head, paths(place), services(place, options), logins(place, options), storage(place, options)].join(
    '\n',
  );
}

function paths({ folder, libexec, dialect, runAs }: MailServerPlace): string {
  const moved = ['', `libexec_dir = ${libexec}`, `mail_plugin_dir = ${libexec}/modules`, dialect.libraries];
  return `${libexec ? moved.join('\n') : ''}
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${runAs.user}
default_internal_group = ${runAs.group}
default_login_user = ${runAs.user}
`;
}

/** An empty chroot, because only root may make one; anvil's socket without any mode, because it keeps the penalties. */
function services(place: MailServerPlace, { tls = true, loginPenalty = false, processes = 1024 }: MailServerOptions) {
  const { port, tlsPort, runAs, dialect } = place;
  return `
default_client_limit = ${Math.max(1000, 3 * processes)}
service imap-login {
  chroot =
  ${dialect.serveForEver}
  client_limit = 900
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tls ? tlsPort : 0}
    ssl = yes
  }
}
service imap {
  process_limit = ${processes}
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = ${loginPenalty ? '0600' : '0'}
  }
}
service stats {
  chroot =
}
service auth {
  user = ${runAs.user}
  unix_listener auth-userdb {
    mode = 0600
    user = ${runAs.user}
  }
}
service auth-worker {
  user = ${runAs.user}
}
`;
}

/**
 * Each user has a file, because Dovecot looks whether a file has changed once a second only. The portal's address is
 * trusted, so that the browser's address, told by ID, is the one that waits.
 */
function logins({ folder, dialect }: MailServerPlace, { tls = true, master }: MailServerOptions): string {
  return `
ssl = ${tls ? 'yes' : 'no'}
${dialect.certificate(folder)}
login_trusted_networks = 127.0.0.1
auth_mechanisms = plain login
auth_username_chars =
auth_failure_delay = 0
${master ? dialect.masters(join(folder, 'masters')) : ''}
${dialect.signIn(folder)}
`;
}

function storage({ runAs, dialect }: MailServerPlace, options: MailServerOptions): string {
  const { capabilities, quota = true, format = 'maildir', separator = '/', prefix = '', connections = 1000 } = options;
  return `
mail_uid = ${runAs.uid}
mail_gid = ${runAs.gid}
first_valid_uid = ${runAs.uid}
first_valid_gid = ${runAs.gid}
${dialect.mailLocation(format)}
mail_fsync = never
${quota ? dialect.plugins('quota') + dialect.quotaRoot : ''}
protocol imap {
  ${quota ? dialect.plugins('quota', 'imap_quota') : ''}
  mail_max_userip_connections = ${connections}
  ${capabilities ? `imap_capability = ${capabilities}` : ''}
}
namespace inbox {
  inbox = yes
  separator = ${separator}
  prefix = ${prefix}
}
`;
}
