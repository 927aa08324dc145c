import { execFileSync } from 'node:child_process';

/** Where Dovecot 2.4 spells what we say otherwise than 2.3. The rest of our dovecot.conf suits both. */
export interface Dialect {
  head: string;
  /** Where the libraries are, for every process. */
  libraries: string;
  /** In a service: go on serving, however many have been served. */
  serveForEver: string;
  certificate(folder: string): string;
  /** Passwords in plain text are taken; each user is in a file of their own, named by a hash. */
  signIn(folder: string): string;
  /** Users in a file of that name may sign in as anybody else, by SASL's authorization id. */
  masters(file: string): string;
  mailLocation(format: 'maildir' | 'sdbox'): string;
  plugins(...names: string[]): string;
  quotaRoot: string;
  /** The fields in a user's line that limit them. */
  limits(limits: { storageKb?: number | undefined; messages?: number | undefined }): string;
}

const HOME_OF = { maildir: 'Maildir', sdbox: 'sdbox' };

const DOVECOT_2_3: Dialect = {
  head: '',
  libraries: 'import_environment = LD_LIBRARY_PATH',
  serveForEver: 'service_count = 0',
  certificate: (folder) => `ssl_cert = <${folder}/certificate.pem\nssl_key = <${folder}/key.pem`,
  signIn: (folder) => `
disable_plaintext_auth = no
passdb {
  driver = passwd-file
  args = ${folder}/users/%{sha256:user}
}
userdb {
  driver = passwd-file
  args = ${folder}/users/%{sha256:user}
}`,
  masters: (file) => `
passdb {
  driver = passwd-file
  args = ${file}
  master = yes
}`,
  mailLocation: (format) => `mail_location = ${format}:~/${HOME_OF[format]}`,
  plugins: (...names) => `mail_plugins = ${names.join(' ')}`,
  quotaRoot: `
plugin {
  quota = count:Voicemail
  quota_vsizes = yes
}`,
  limits({ storageKb, messages }) {
    const rules = [
      storageKb !== undefined && `storage=${storageKb}K`,
      messages !== undefined && `messages=${messages}`,
    ];
    const rule = rules.filter(Boolean).join(':');
    return rule && `userdb_quota_rule=*:${rule}`;
  },
};

const DOVECOT_2_4: Dialect = {
  head: 'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0',
  libraries: 'import_environment {\n  LD_LIBRARY_PATH = %{env:LD_LIBRARY_PATH}\n}',
  serveForEver: 'restart_request_count = unlimited',
  certificate: (folder) => `ssl_server_cert_file = ${folder}/certificate.pem\nssl_server_key_file = ${folder}/key.pem`,
  signIn: (folder) => `
auth_allow_cleartext = yes
passdb passwd-file {
  passwd_file_path = ${folder}/users/%{user | sha256}
}
userdb passwd-file {
  passwd_file_path = ${folder}/users/%{user | sha256}
}`,
  masters: (file) => `
passdb masters {
  driver = passwd-file
  passwd_file_path = ${file}
  master = yes
}`,
  mailLocation: (format) => `mail_driver = ${format}\nmail_path = ~/${HOME_OF[format]}`,
  plugins: (...names) => `mail_plugins {\n${names.map((name) => `${name} = yes\n`).join('')}}`,
  quotaRoot: `
quota Voicemail {
  driver = count
}`,
  limits({ storageKb, messages }) {
    const fields = [
      storageKb !== undefined && `userdb_quota_storage_size=${storageKb}K`,
      messages !== undefined && `userdb_quota_message_count=${messages}`,
    ];
    return fields.filter(Boolean).join(' ');
  },
};

/** Debian 12 has 2.3; Debian 13 and Homebrew have 2.4. */
export function dialectOf(dovecot: string): Dialect {
  const version = execFileSync(dovecot, ['--version'], { encoding: 'utf8' });
  return /^2\.[0-3]\./.test(version) ? DOVECOT_2_3 : DOVECOT_2_4;
}
