import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { confOf, emptyFolder, entriesOf, removeFolders } from '#test/voicemail-conf.ts';
import { filesBelow } from './files.ts';
import { readConf } from './read-conf.ts';

afterAll(removeFolders);

const kinds = (text: string) => confOf(text).findings.map(({ kind }) => kind);

test.each([
  ['[a]\nb=c', ['b=c']],
  ['[a]\nb => c', ['b=c']],
  ['[a]\n  b  =  c  ', ['b=c']],
  ['[a]\nb = > c', ['b=> c']],
  ['[a]\nb=c=d', ['b=c=d']],
  ['[a]\nb=', ['b=']],
  ['[a]\r\nb=c\r\n', ['b=c']],
  ['\ufeff[a]\nb=c', ['b=c']],
  ['[a]\nb=c\0d', ['b=c']],
  ['[a]\nb=c\nb+=d', ['b=cd']],
  ['[a]\nb=c\nb += d ', ['b=c d']],
  ['[a]\nb=c\nB+=d', ['b=c', 'B=d']],
  ['[a]\nb=c\nb=c2\nb+=d', ['b=c', 'b=c2d']],
  ['[a]\nb+= c', ['b=c']],
  ['[a]\nb+=>c', ['b=>c']],
  ['[a]\n\\[b]=c', ['[b]=c']],
  ['[a]\n\\=b=c', ['=b=c']],
  ['[t](!)\nb=c\n[a](t)\nd=e', ['b=c', 'd=e']],
  ['[t](!)\nb=c\n[u](!,t)\nd=e\n[a](u,t)', ['b=c', 'd=e', 'b=c']],
  ['[a]\nb=c\n[x]\n[a](+)\nd=e', ['b=c', 'd=e']],
  ['[a]\nb=c\n[A](+)\nd=e', ['b=c', 'd=e']],
  ['[t]\nb=c\n[a] (t)\nd=e', ['d=e']],
  ['[a](!)\nb=c\n[a]\nd=e\n[a](+)\nf=g', ['b=c', 'd=e', 'f=g']],
  ['[a]\nb=c\n[x]\n[a](+b=c)\nd=e', ['b=c', 'd=e']],
  ['[t](!)\nb=c\n[t](+TEMPLATES=include)\nd=e\n[a](t)', ['b=c', 'd=e']],
])('readConf(%j) has in [a] %j', (text, entries) => {
  const conf = confOf(text);
  expect(conf.isRefused).toBe(false);
  expect(entriesOf(conf, 'a')).toEqual(entries);
});

test.each([
  ['a=b', 'entry-outside'],
  ['[a', 'section-unclosed'],
  ['[a](b', 'section-unclosed'],
  ['[a](b)', 'section-unknown'],
  ['[b]\n[a](b, c)', 'section-unknown'],
  ['[b](!)\n[b](+)', 'section-unknown'],
  ['[a]\n[a](+b=c)', 'section-unknown'],
  ['[a]\n\\', 'entry-without-name'],
  ['#include nothing.conf', 'include-absent'],
  ['[a]\n#include "nothing-*.conf"', 'include-absent'],
])('readConf(%j) is refused: %s', (text, kind) => {
  expect(confOf(text).isRefused).toBe(true);
  expect(kinds(text)).toContain(kind);
});

test.each([
  ['[a]\nno equals', 'entry-without-equals'],
  ['[a]\n= b', 'entry-without-name'],
  ['#execute', 'directive-unknown'],
  ['#exec /bin/true', 'exec-refused'],
  ['#include', 'directive-empty'],
  ['#tryinclude nothing.conf', 'include-optional-absent'],
  ['[a]\n;-- for ever', 'comment-unclosed'],
  ['[a]\nb = c --; d', 'comment-end-alone'],
  [`[a]\nb=${'c'.repeat(8189)}`, 'line-too-long'],
])('readConf(%j) is taken with %s', (text, kind) => {
  expect(confOf(text).isRefused).toBe(false);
  expect(kinds(text)).toContain(kind);
});

function folderWith(files: Record<string, string>): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'sub'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const read = (folder: string) => readConf(filesBelow(folder), join(folder, 'voicemail.conf'));

test('readConf() finds includes below the folder of the main file, wherever they stand', () => {
  const folder = folderWith({
    'voicemail.conf': '[a]\n#include sub/one.conf\n',
    'sub/one.conf': '#include <two.conf>\n',
    'two.conf': 'b=c\n',
    'sub/two.conf': 'b=wrong\n',
  });
  const conf = read(folder);
  expect(entriesOf(conf, 'a')).toEqual(['b=c']);
  expect(conf.sections[0]?.entries[0]?.place).toEqual({ file: join(folder, 'two.conf'), line: 1 });
});

test('readConf() goes on where the including file was, and with the last section where it was included', () => {
  const folder = folderWith({ 'voicemail.conf': '[a]\n#include x\nb=1\n#include y\n', x: '[c]\n', y: 'd=2\n' });
  expect(entriesOf(read(folder), 'a')).toEqual(['b=1']);
  expect(entriesOf(read(folder), 'c')).toEqual(['d=2']);
});

test('readConf() takes a broken include as far as it goes', () => {
  const folder = folderWith({ 'voicemail.conf': '[a]\n#include x\nd=e\n', x: 'b=c\n[n](m)\nf=g\n' });
  expect(read(folder).isRefused).toBe(false);
  expect(entriesOf(read(folder), 'a')).toEqual(['b=c', 'd=e']);
});

test.each([
  ['[a]\nb=c\n#include voicemail.conf\n', false],
  ['[a]\nb=c\n#tryinclude voicemail.conf\n#tryinclude voicemail.conf\n', true],
])('readConf() comes to an end with a file that includes itself: %j', (text, isManyTimes) => {
  const conf = read(folderWith({ 'voicemail.conf': text }));
  expect(conf.findings.some(({ kind }) => kind === 'include-too-deep')).toBe(true);
  expect(conf.sections.length > 20).toBe(isManyTimes);
});

test('readConf() comes to an end with templates that double what there is', () => {
  const doubled = Array.from({ length: 64 }, (_, n) => `[t${n + 1}](t${n},t${n})`);
  const conf = confOf(`[t0]\na=b\n${doubled.join('\n')}`);
  expect(conf.isRefused).toBe(true);
  expect(conf.findings.map(({ kind }) => kind)).toContain('conf-too-large');
});

test('readConf() comes to an end with a file that looks for others without end', () => {
  const conf = confOf(`[a]\n${'#tryinclude x-*.conf\n'.repeat(100_000)}`);
  expect(conf.isRefused).toBe(true);
  expect(conf.findings[0]?.kind).toBe('conf-too-large');
  expect(conf.findings.length).toBeLessThanOrEqual(1001);
});

test('readConf() does not open what is no file', () => {
  const folder = folderWith({ 'voicemail.conf': '[a]\n#include sub\n#include zero\n' });
  symlinkSync('/dev/zero', join(folder, 'zero'));
  expect(read(folder).isRefused).toBe(true);
});

test('readConf() shows no value in what it says', () => {
  const text =
    '[a]\nthe secret\n[general]\nauthpassword = the secret\nauthpassword the secret\n#the-name secret\n= secret\n';
  expect(JSON.stringify(confOf(text).findings)).not.toContain('secret');
});
