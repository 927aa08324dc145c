import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { freePort } from '#test/free-port.ts';
import { keep, makeFolder } from '#test/keeper.ts';
import type { MailServer, MailUser } from '#test/mail-server.ts';
import { runAs } from '#test/run-as.ts';
import { provideRoundcube } from '#test/start/roundcube.mjs';
import { HttpClient } from './http-client.ts';
import {
  configPhp,
  databaseIn,
  fpmConf,
  indexPhp,
  nginxConf,
  phpIni,
  type RoundcubePlace,
  type RoundcubeSetup,
} from './roundcube-conf.ts';

export interface Roundcube {
  url: string;
  /** Leaves no process and no file. */
  stop(): Promise<void>;
}

/** As the page asks when a folder is opened; 50 rows. */
export const LIST = '/?_task=mail&_action=list&_mbox=INBOX&_remote=1';

const ROW = /this\.add_message_row\(/g;

/** Both, until they are told to end. PHP-FPM leaves the group that is ended all at once, so it has to end with its parent. */
const TOGETHER = `setpriv --pdeathsig TERM "$1" -F -y "$3/fpm.conf" -c "$3/php.ini" & php=$!
"$2" -p "$3" -e "$3/log" -c "$3/nginx.conf" & nginx=$!
trap 'kill $php $nginx' TERM; wait $nginx; kill $php`;

/** Write-ahead, so that those who read do not wait for those who write. */
const MAKE_DATABASE = `$db = new PDO("sqlite:$argv[1]");
$db->exec("PRAGMA journal_mode = WAL");
$db->exec(file_get_contents($argv[2]));`;

/**
 * Runs Debian's Roundcube for the same mail server: nginx, PHP-FPM, SQLite.
 * @throws {Error} with why it cannot be had here, or what it said instead of starting
 */
export async function startRoundcube(server: MailServer, setup: RoundcubeSetup): Promise<Roundcube> {
  const inDebian = await provideRoundcube();
  const who = runAs();
  const folder = makeFolder(who);
  const place: RoundcubePlace = { folder, port: await freePort(), runAs: who, mailPort: server.port, inDebian };
  writeFiles(place, setup);
  const url = `http://127.0.0.1:${place.port}`;
  const command = ['sh', '-c', TOGETHER, 'sh', inDebian('usr/sbin/php-fpm*'), inDebian('usr/sbin/nginx'), folder];
  const env = { PHP_INI_SCAN_DIR: '' };
  const stop = await keep({ name: 'Roundcube', folder, command, port: place.port, isUp: () => answers(url), env });
  return { url, stop };
}

/** @throws {Error} when Roundcube does not let them in, or does not show the 50 newest */
export async function signInToRoundcube(url: string, { name, password }: MailUser): Promise<HttpClient> {
  const client = HttpClient.stranger(url);
  const { body: page } = await client.get('/?_task=login');
  const [, token = ''] = /name="_token" value="([^"]+)"/.exec(page.toString('utf8')) ?? [];
  const form = { _token: token, _task: 'login', _action: 'login', _url: '', _user: name, _pass: password };
  await client.post('/?_task=login', form, 302);
  await client.get('/?_task=mail');
  const { body: list } = await client.get(LIST);
  const rows = list.toString('utf8').match(ROW)?.length;
  if (rows !== 50) throw new Error(`Roundcube lists ${rows} messages: ${list.subarray(0, 500)}`);
  return client;
}

function writeFiles(place: RoundcubePlace, setup: RoundcubeSetup): void {
  const { folder, inDebian, runAs: who } = place;
  for (const name of ['site', 'site/config', 'state']) mkdirSync(join(folder, name));
  for (const name of ['program', 'plugins', 'skins', 'SQL']) {
    symlinkSync(inDebian(`usr/share/roundcube/${name}`), join(folder, 'site', name));
  }
  for (const path of ['etc/roundcube/defaults.inc.php', 'etc/roundcube/mimetypes.php']) {
    symlinkSync(inDebian(path), join(folder, 'site/config', basename(path)));
  }
  const files = {
    'site/index.php': indexPhp(place),
    'site/config/config.inc.php': configPhp(place, setup),
    'php.ini': phpIni(place),
    'fpm.conf': fpmConf(place, setup),
    'nginx.conf': nginxConf(place),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  makeDatabase(place);
  for (const path of [join(folder, 'state'), databaseIn(folder)]) chownSync(path, who.uid, who.gid);
}

function makeDatabase({ folder, inDebian }: RoundcubePlace): void {
  const tables = inDebian('usr/share/roundcube/SQL/sqlite.initial.sql');
  const args = ['-c', join(folder, 'php.ini'), '-r', MAKE_DATABASE, databaseIn(folder), tables];
  execFileSync(inDebian('usr/bin/php8*'), args, { env: { ...process.env, PHP_INI_SCAN_DIR: '' } });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
