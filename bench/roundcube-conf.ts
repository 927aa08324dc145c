import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { RunAs } from '#test/run-as.ts';

/** How an administrator has set Roundcube up. */
export interface RoundcubeSetup {
  /**
   * `shipped`: as Debian does, sessions in the database, no cache. `cached`: message cache in the database, IMAP's indexes in shared memory,
   * sessions in files.
   */
  kind: 'shipped' | 'cached';
  /** Processes of PHP. */
  workers: number;
}

export interface RoundcubePlace {
  folder: string;
  port: number;
  runAs: RunAs;
  mailPort: number;
  /** Where a file of Debian's packages is. */
  inDebian: (path: string) => string;
}

const SHIPPED = '';
const CACHED = `
$config['messages_cache'] = 'db';
$config['imap_cache'] = 'apc';
$config['session_storage'] = 'php';
`;

const EXTENSIONS = [
  ...['ctype', 'dom', 'exif', 'fileinfo', 'iconv', 'intl', 'mbstring', 'pdo', 'pdo_sqlite', 'posix'],
  ...['simplexml', 'sockets', 'tokenizer', 'xml', 'apcu'],
];

/** What Roundcube starts with: it has to be told where it is. */
export const indexPhp = ({ folder, inDebian }: RoundcubePlace) => `<?php
define('INSTALL_PATH', '${folder}/site/');
chdir(INSTALL_PATH);
require '${inDebian('usr/share/roundcube/index.php')}';
`;

export const configPhp = ({ folder, mailPort }: RoundcubePlace, { kind }: RoundcubeSetup) => `<?php
$config['db_dsnw'] = 'sqlite:///${databaseIn(folder)}?mode=0640';
$config['imap_host'] = '127.0.0.1:${mailPort}';
$config['des_key'] = '${randomBytes(12).toString('hex')}';
$config['log_dir'] = '${folder}/state/';
$config['temp_dir'] = '${folder}/state/';
$config['session_lifetime'] = 60;
$config['mail_pagesize'] = 50;
$config['plugins'] = [];
${kind === 'cached' ? CACHED : SHIPPED}`;

/** PHP as Debian sets it, opcache on. */
export function phpIni({ folder, inDebian }: RoundcubePlace): string {
  const library = (name: string) => join(inDebian('usr/lib/php/20*'), `${name}.so`);
  return `
memory_limit = 128M
include_path = ".:${inDebian('usr/share/php')}"
session.save_path = ${folder}/state
zend_extension = ${library('opcache')}
opcache.enable = 1
apc.shm_size = 128M
${EXTENSIONS.map((name) => `extension = ${library(name)}`).join('\n')}
`;
}

export const fpmConf = ({ folder, runAs }: RoundcubePlace, { workers }: RoundcubeSetup) => `
[global]
error_log = ${folder}/log
[www]
user = ${runAs.user}
group = ${runAs.group}
listen = ${folder}/php
listen.mode = 0666
pm = static
pm.max_children = ${workers}
`;

export const nginxConf = ({ folder, port, runAs, inDebian }: RoundcubePlace) => `
${runAs.uid === process.getuid?.() ? '' : `user ${runAs.user} ${runAs.group};`}
worker_processes 2;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/log;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/nginx-${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/site;
    location / {
      include ${inDebian('etc/nginx/fastcgi_params')};
      fastcgi_param SCRIPT_FILENAME ${folder}/site/index.php;
      fastcgi_pass unix:${folder}/php;
    }
  }
}
`;

export const databaseIn = (folder: string) => `${folder}/state/roundcube.sqlite`;
