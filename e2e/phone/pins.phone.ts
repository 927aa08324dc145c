import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesBelow } from '#lib/site/files.ts';
import { pinOf } from '#lib/site/pin-of.ts';
import { readConf } from '#lib/site/read-conf.ts';
import { type Site, siteOfConf } from '#lib/site/site.ts';
import { freePort } from '#test/free-port.ts';
import { startMailServer } from '#test/mail-server.ts';
import { connectAmi } from '#test/pbx/ami.ts';
import { MANAGER } from '#test/pbx/conf.ts';
import { type Entry, enterPin, PIN_DIALPLAN } from '#test/pbx/pin.ts';
import { provideRoot } from '#test/pbx/root.ts';
import { runAsterisk } from '#test/pbx/run.ts';
import { MASTER, PASSWORD } from '#test/pbx/shown.ts';
import { emptyFolder, layOut, removeFolders } from '#test/voicemail-conf.ts';

test.afterAll(removeFolders);

/** What lies in the spool. */
const SECRETS: Record<string, string> = {
  1011: '[general]\npassword=7777\n',
  1013: '[general]\npassword=-7777\n',
  1014: '[general]\npassword=\n',
  1015: '[general]\npassword=7777\n',
};

/** What is keyed in at which mailbox. */
const TRIED: [extension: string, pin: string, entry: Entry][] = [
  ['1001', '4242', 'let in'],
  ['1001', '4243', 'refused'],
  ['1001', '', 'refused'],
  ['1002', '4242', 'let in'],
  ['1003', '', 'not asked'],
  ['1004', '', 'not asked'],
  ['1005', '1005', 'let in'],
  ['1006', '*12', 'refused'],
  ['1007', '04242', 'let in'],
  ['1007', '4242', 'refused'],
  ['1008', '4242', 'refused'],
  ['1011', '7777', 'let in'],
  ['1011', '4242', 'refused'],
  ['1012', '4242', 'let in'],
  ['1013', '7777', 'let in'],
  ['1014', '', 'not asked'],
  ['1015', '4242', 'let in'],
];

function laySecrets(spool: string): void {
  for (const [extension, text] of Object.entries(SECRETS)) {
    const box = join(spool, 'voicemail', 'default', extension);
    mkdirSync(box, { recursive: true });
    writeFileSync(join(box, 'secret.conf'), text);
    // Asterisk is somebody else, and makes folders in there.
    for (const folder of [box, dirname(box), dirname(dirname(box))]) chmodSync(folder, 0o777);
  }
}

/** Whether the portal lets in by PIN. */
function entryOf(site: Site, extension: string, pin: string): Entry {
  const mailbox = site.mailboxes.find(({ address }) => address.extension === extension);
  const own = mailbox && pinOf(site, mailbox);
  if (own?.kind === 'none') return 'not asked';
  return own?.proves(pin) ? 'let in' : 'refused';
}

test('a PIN lets in at the portal when it does on the phone; where the phone asks for none, the portal lets nobody in', async () => {
  const mailServer = await startMailServer({ master: MASTER });
  const values = { PORT: String(mailServer.port), MASTER: MASTER.name, PASSWORD: MASTER.password };
  const path = layOut('pin-entry', values);
  const spoolFolder = emptyFolder();
  laySecrets(spoolFolder);
  const site = siteOfConf(readConf(filesBelow(dirname(path)), path), path, { spoolFolder });
  for (const { user } of site.mailboxes) mailServer.addUser({ name: user ?? '', password: PASSWORD });
  const imap = { port: mailServer.port, user: MASTER.name, password: MASTER.password };
  const ports = { amiPort: await freePort(), sipPort: await freePort() };
  const conf = { ...ports, imap, format: 'gsm', maxMessages: 8, extensions: [] };
  const asterisk = await runAsterisk(await provideRoot(), conf, (etc) => {
    layOut('pin-entry', values, etc);
    appendFileSync(join(etc, 'extensions.conf'), PIN_DIALPLAN);
    laySecrets(join(dirname(etc), 'spool'));
  });
  const ami = await connectAmi(ports.amiPort, MANAGER);
  try {
    const entries: [string, string, Entry][] = [];
    for (const [extension, pin] of TRIED)
      entries.push([extension, pin, await enterPin(ami, extension, pin, asterisk.folder)]);
    expect(entries).toEqual(TRIED);
    expect(TRIED.map(([extension, pin]) => [extension, pin, entryOf(site, extension, pin)])).toEqual(TRIED);
  } finally {
    ami.close();
    await asterisk.stop();
    await mailServer.stop();
  }
});
