import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { forgetSites, siteOf } from './following.ts';

afterAll(removeFolders);
beforeEach(() => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { LOG_LEVEL: 'silent' });
  forgetSites();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-28T12:00:00Z') });
  return () => vi.useRealTimers();
});

const conf = (names: string) => `[default]\n${names}`;
const numbers = (path: string) => siteOf(path).mailboxes.map(({ address }) => address.extension);
const kinds = (path: string) => siteOf(path).findings.map(({ kind }) => kind);
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** As if it were written at the time of the test's clock. */
function write(path: string, text: string): void {
  writeFileSync(path, text);
  utimesSync(path, Date.now() / 1000, Date.now() / 1000);
}

function aConf(text: string): string {
  const path = join(emptyFolder(), 'voicemail.conf');
  write(path, text);
  return path;
}

test('siteOf() gives the same as long as nothing changes', () => {
  const path = aConf(conf('1=>2'));
  const site = siteOf(path);
  later(60_000);
  expect(siteOf(path)).toBe(site);
});

test('siteOf() reads a change once it has been left alone for a second', () => {
  const path = aConf(conf('1=>2'));
  expect(numbers(path)).toEqual(['1']);
  later(5000);
  write(path, conf('1=>2\n3=>4'));
  expect(numbers(path)).toEqual(['1']);
  later(1001);
  expect(numbers(path)).toEqual(['1', '3']);
});

test('siteOf() does not wait for a change that is old when it is asked', () => {
  const path = aConf(conf('1=>2'));
  expect(numbers(path)).toEqual(['1']);
  write(path, conf('3=>4'));
  later(3_600_000);
  expect(numbers(path)).toEqual(['3']);
});

test('siteOf() reads a change whose time is in the future', () => {
  const path = aConf(conf('1=>2'));
  expect(numbers(path)).toEqual(['1']);
  write(path, conf('3=>4'));
  utimesSync(path, Date.now() / 1000 + 7200, Date.now() / 1000 + 7200);
  later(1001);
  expect(numbers(path)).toEqual(['1']);
  later(1001);
  expect(numbers(path)).toEqual(['3']);
});

test('siteOf() follows what is renamed into place', () => {
  const path = aConf(conf('1=>2'));
  expect(numbers(path)).toEqual(['1']);
  write(`${path}.new`, conf('3=>4'));
  renameSync(`${path}.new`, path);
  later(2000);
  expect(numbers(path)).toEqual(['3']);
});

test('siteOf() follows included files, and those that a pattern matches anew', () => {
  const path = aConf(conf('1=>2\n#include more.inc\n#tryinclude sub-*.inc'));
  const beside = (name: string) => join(dirname(path), name);
  write(beside('more.inc'), '3=>4');
  expect(numbers(path)).toEqual(['1', '3']);
  write(beside('more.inc'), '5=>6');
  later(2000);
  expect(numbers(path)).toEqual(['1', '5']);
  write(beside('sub-1.inc'), '7=>8');
  later(2000);
  expect(numbers(path)).toEqual(['1', '5', '7']);
  rmSync(beside('sub-1.inc'));
  later(2000);
  expect(numbers(path)).toEqual(['1', '5']);
});

test.each([
  ['half of it', '[default'],
  ['nothing that Asterisk takes', '1=>2'],
])('siteOf() keeps the last good one while the file holds %s, and says so', (_, text) => {
  const path = aConf(conf('1=>2'));
  expect(kinds(path)).toEqual([]);
  write(path, text);
  later(2000);
  expect(numbers(path)).toEqual(['1']);
  expect(kinds(path)).toEqual(['conf-kept']);
  later(2000);
  expect(kinds(path)).toEqual(['conf-kept']);
  write(path, conf('3=>4'));
  later(2000);
  expect([numbers(path), kinds(path)]).toEqual([['3'], []]);
});

test('siteOf() keeps the last good one while the file is gone, and says so', () => {
  const path = aConf(conf('1=>2'));
  expect(numbers(path)).toEqual(['1']);
  rmSync(path);
  later(2000);
  expect([numbers(path), kinds(path)]).toEqual([['1'], ['conf-kept']]);
  write(path, conf('3=>4'));
  later(2000);
  expect([numbers(path), kinds(path)]).toEqual([['3'], []]);
});

test('siteOf() knows nothing of a site that it never could read, until it can', () => {
  const path = join(emptyFolder(), 'voicemail.conf');
  expect([siteOf(path).isKnown, kinds(path)]).toEqual([false, ['file-unreadable']]);
  write(path, conf('3=>4'));
  later(2000);
  expect([siteOf(path).isKnown, numbers(path)]).toEqual([true, ['3']]);
});

test('siteOf() learns from asterisk.conf where PINs lie', () => {
  const path = aConf(conf('1=>2'));
  expect(siteOf(path).spoolFolder).toBe('/var/spool/asterisk');
  write(join(dirname(path), 'asterisk.conf'), '[directories]\nastspooldir => /srv/spool\n');
  later(2000);
  expect(siteOf(path).spoolFolder).toBe('/srv/spool');
  expect(siteOf(path, { spoolFolder: '/mine' }).spoolFolder).toBe('/mine');
});
