import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import type { Caller } from './message.ts';
import { contentDisposition, type RecordingFile, recordingFileName } from './recording-name.ts';

const patel: RecordingFile = {
  caller: { name: 'Dr Patel', number: '+12025550143', presentation: 'shown' },
  receivedSeconds: 1795385700,
  timeZone: null,
  zoneOffsetMinutes: null,
  extension: 'gsm',
};
const nameOf = (changes: Partial<RecordingFile>) => recordingFileName({ ...patel, ...changes });
const nameFrom = (caller: Partial<Caller>) => nameOf({ caller: { ...patel.caller, ...caller } });

test.each([
  ['UTC when nothing else is known', {}, '2026-11-22 22.15'],
  ["the reader's zone", { timeZone: 'America/New_York', zoneOffsetMinutes: 60 }, '2026-11-22 17.15'],
  ['a zone of 45 minutes', { timeZone: 'Asia/Kathmandu' }, '2026-11-23 04.00'],
  ['summer time', { timeZone: 'Europe/Berlin', receivedSeconds: 1784757600 }, '2026-07-23 00.00'],
  ["the mailbox's offset", { zoneOffsetMinutes: -210 }, '2026-11-22 18.45'],
  ['the offset when the zone is not known', { timeZone: 'Mars/Olympus', zoneOffsetMinutes: 60 }, '2026-11-22 23.15'],
])('recordingFileName() tells the time in %s', (_, changes, expected) => {
  expect(nameOf(changes)).toBe(`${expected} Dr Patel +12025550143.gsm`);
});

test.each([
  [{ name: 'Dr Patel', number: null }, 'Dr Patel'],
  [{ name: null }, '+12025550143'],
  [{ name: null, number: null, presentation: 'withheld' }, 'Withheld number'],
  [{ name: null, number: null, presentation: 'unknown' }, 'Unknown caller'],
  [{ name: '李明', number: '*67#' }, '李明 _67_'],
  [{ name: 'ACME Corp, Sales' }, 'ACME Corp, Sales +12025550143'],
  [{ name: 'علی\u200Cرضا', number: null }, 'علی\u200Cرضا'],
  [{ name: '../../etc/passwd', number: null }, '.._.._etc_passwd'],
  [{ name: 'a\\b:c*d?e"f<g>h|i\0j\u202Ek%l', number: null }, 'a_b_c_d_e_f_g_h_ijk_l'],
  [{ name: '\uD83Dx', number: null }, '_x'],
  [{ name: 'x'.repeat(255), number: '1'.repeat(80) }, `${'x'.repeat(40)} ${'1'.repeat(30)}`],
] satisfies [Partial<Caller>, string][])('recordingFileName() of %j is %s', (caller, expected) => {
  expect(nameFrom(caller)).toBe(`2026-11-22 22.15 ${expected}.gsm`);
});

test.each([
  ['WAV', '.WAV'],
  [null, ''],
  ['', ''],
  ['gsm/../../x', ''],
  ['0001.wav', ''],
])('recordingFileName() writes the extension %j as %j', (extension, expected) => {
  expect(nameOf({ extension })).toBe(`2026-11-22 22.15 Dr Patel +12025550143${expected}`);
});

test.each([
  ['2026-11-22 Ada.gsm', '2026-11-22 Ada.gsm', '2026-11-22%20Ada.gsm'],
  ['José Núñez.WAV', 'Jose Nunez.WAV', 'Jos%C3%A9%20N%C3%BA%C3%B1ez.WAV'],
  ['李明.gsm', '__.gsm', '%E6%9D%8E%E6%98%8E.gsm'],
  ["a'b(c)*!.gsm", "a'b(c)*!.gsm", 'a%27b%28c%29%2a!.gsm'],
  ['a"b\\c\r\nd%20.gsm', 'a_b_cd_20.gsm', 'a_b_cd%2520.gsm'],
])('contentDisposition() of %j', (fileName, ascii, encoded) => {
  expect(contentDisposition(fileName)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
});

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.string({ unit: 'grapheme', maxLength: 50 }));
const anyTorn = fc.oneof(
  anyText,
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 }).map((units) => String.fromCharCode(...units)),
);
const anyFile: fc.Arbitrary<RecordingFile> = fc.record({
  caller: fc.record({
    name: fc.option(anyTorn),
    number: fc.option(anyTorn),
    presentation: fc.constantFrom('shown', 'withheld', 'unknown'),
  }),
  receivedSeconds: fc.oneof(fc.double(), fc.integer(), fc.integer({ min: 1, max: 253_402_300_799 })),
  timeZone: fc.option(fc.oneof(fc.constantFrom('Asia/Kathmandu', 'utc', '+01:00', '../UTC'), anyText), { freq: 2 }),
  zoneOffsetMinutes: fc.option(fc.oneof(fc.double(), fc.integer({ min: -840, max: 840 }))),
  extension: fc.option(fc.oneof(fc.constantFrom('gsm', 'WAV'), anyTorn)),
});

fuzz('recordingFileName() and contentDisposition() take anything', anyFile, (file) => {
  const name = recordingFileName(file);
  expect(name).toMatch(/^[^\p{Cc}\p{Cs}<>:"/\\|?*#%.][^\p{Cc}\p{Cs}<>:"/\\|?*#%]+$/u);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  const header = contentDisposition(name);
  expect(header).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w!%.~-]+$/);
  expect(decodeURIComponent(/UTF-8''(.*)$/.exec(header)?.[1] ?? '')).toBe(name);
});
