import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesBelow } from '#lib/site/files.ts';
import { readConf } from '#lib/site/read-conf.ts';
import { type Site, siteOfConf } from '#lib/site/site.ts';
import { freePort } from '#test/free-port.ts';
import { startMailServer } from '#test/mail-server.ts';
import { provideRoot } from '#test/pbx/root.ts';
import { runAsterisk } from '#test/pbx/run.ts';
import { contextsOf, differences, MASTER, PASSWORD, type Shown, shownByAsterisk, shownByUs } from '#test/pbx/shown.ts';
import { AWKWARD, emptyFolder, layOut, recordingOf, removeFolders } from '#test/voicemail-conf.ts';

/** That of the Debian the bench has. */
const MAJOR = 16;

test.afterAll(removeFolders);

function read(path: string): Site {
  return siteOfConf(readConf(filesBelow(dirname(path)), path), path, { asteriskMajor: MAJOR });
}

/** Lays a configuration out, starts Asterisk with it and a mail server with its logins, and has it say what it understood. */
async function compare(lay: (values: Record<string, string>, folder: string) => string): Promise<[Shown, Shown]> {
  const mailServer = await startMailServer({ master: MASTER });
  try {
    const values = { PORT: String(mailServer.port), MASTER: MASTER.name, PASSWORD: MASTER.password };
    const site = read(lay(values, emptyFolder()));
    for (const { user } of site.mailboxes) {
      if (user !== null && /^\w+$/.test(user)) mailServer.addUser({ name: user, password: PASSWORD });
    }
    const imap = { port: mailServer.port, user: MASTER.name, password: MASTER.password };
    const ports = { amiPort: await freePort(), sipPort: await freePort() };
    const conf = { ...ports, imap, format: 'gsm', maxMessages: 8, extensions: [] };
    const asterisk = await runAsterisk(await provideRoot(), conf, (etc) => void lay(values, etc));
    try {
      return [await shownByAsterisk(ports.amiPort, contextsOf(site)), shownByUs(site)];
    } finally {
      await asterisk.stop();
    }
  } finally {
    await mailServer.stop();
  }
}

for (const name of AWKWARD) {
  test(`voicemail.conf, ${name}: the portal reads what Asterisk reads`, async () => {
    const [theirs, ours] = await compare((values, folder) => layOut(name, values, folder));
    if (process.env.RECORD) writeFileSync(recordingOf(name), `${JSON.stringify(theirs, null, 1)}\n`);
    expect(differences(theirs, ours)).toBeNull();
    expect(JSON.parse(readFileSync(recordingOf(name), 'utf8'))).toEqual(theirs);
  });
}

test('voicemail.conf, the sample that comes with Asterisk: the portal reads what Asterisk reads', async () => {
  const sample = readFileSync(join(await provideRoot(), 'usr/share/asterisk/conf/samples/voicemail.conf.sample'));
  const [theirs, ours] = await compare((_, folder) => {
    const path = join(folder, 'voicemail.conf');
    writeFileSync(path, sample);
    return path;
  });
  expect(ours.users).toContain('default 1234 Example Mailbox');
  expect(differences(theirs, ours)).toBeNull();
});
