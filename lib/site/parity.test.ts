import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { differences, MASTER, shownByUs } from '#test/pbx/shown.ts';
import { AWKWARD, layOut, recordingOf, removeFolders } from '#test/voicemail-conf.ts';
import { filesBelow } from './files.ts';
import { readConf } from './read-conf.ts';
import { siteOfConf } from './site.ts';

afterAll(removeFolders);

const VALUES = { PORT: '143', MASTER: MASTER.name, PASSWORD: MASTER.password };

// Asterisk itself is asked in e2e/phone/voicemail-conf.phone.ts, where it can run.
test.each(AWKWARD)('%s is read as a real Asterisk 16 said it reads it', (name) => {
  const path = layOut(name, VALUES);
  const site = siteOfConf(readConf(filesBelow(dirname(path)), path), path, { asteriskMajor: 16 });
  expect(differences(JSON.parse(readFileSync(recordingOf(name), 'utf8')), shownByUs(site))).toBeNull();
});
