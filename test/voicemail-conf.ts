import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conf } from '#lib/site/conf.ts';
import { onlyText } from '#lib/site/files.ts';
import { readConf } from '#lib/site/read-conf.ts';
import { type Site, type SiteOptions, siteOfConf } from '#lib/site/site.ts';

const NAME = 'voicemail.conf';

/** A configuration that is one text. @param text UTF-8, unless told that it is bytes already */
export function confOf(text: string, encoding: BufferEncoding = 'utf8'): Conf {
  return readConf(onlyText(NAME, Buffer.from(text, encoding).toString('latin1')), NAME);
}

export function siteOfText(text: string, options: SiteOptions = {}): Site {
  return siteOfConf(confOf(text), NAME, options);
}

/** What stands in a section, as `name=value`. */
export function entriesOf({ sections }: Conf, name: string): string[] {
  return sections
    .filter((section) => section.name === name)
    .flatMap(({ entries }) => entries.map((entry) => `${entry.name}=${entry.value}`));
}

/** Awkward configurations, each in a folder of its own. */
const FIXTURES = 'test/fixtures/voicemail-conf';
export const AWKWARD = readdirSync(FIXTURES).filter((name) => !name.includes('.'));

/** Lays a fixture out in a folder, `@PORT@` and the like filled in. @returns the path of its voicemail.conf */
export function layOut(name: string, values: Record<string, string> = {}, folder = emptyFolder()): string {
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  const path = join(folder, NAME);
  const text = readFileSync(path, 'latin1');
  const filled = text.replaceAll(/@([A-Z]+)@/g, (whole, key: string) => values[key] ?? whole);
  writeFileSync(path, filled, 'latin1');
  return path;
}

const folders: string[] = [];

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lamplight-site-'));
  folders.push(folder);
  return folder;
}

/** After the tests of a file. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Where it is kept what a real Asterisk said of a fixture: the phone bench writes it with `RECORD=1`. */
export function recordingOf(name: string): string {
  return join(FIXTURES, name, 'asterisk-16.json');
}
