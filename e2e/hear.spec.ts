import { toPlayable } from '#lib/audio/decode.ts';
import { resample } from '#lib/audio/resample.ts';
import { bytesOfSamples } from '#lib/audio/wav.ts';
import type { Attachment } from '#test/asterisk.ts';
import { aMessage } from '#test/builders.ts';
import { type Found, heardAgain } from '#test/heard-again.ts';
import { CODECS, recordingIn, samplesOfWav } from '#test/wav.ts';
import { expect, type Portal, test } from './portal.ts';
import { allThatWasHeard, forget, listenIn, openEar } from './recorder.ts';

// What Chromium really plays, sample by sample, beside what was to be heard.

// A message is played from end to end, and then looked for in what was heard.
test.describe.configure({ timeout: 600_000 });

const RATE_HZ = 8000;

/** What our own decoder makes of it; of what only the browser decodes, the same words in another codec. */
function decoded(recording: Attachment): Int16Array {
  const playable = toPlayable([recording]);
  if (playable.kind !== 'wav') return decoded(recordingIn('sln'));
  return resample(samplesOfWav(playable.bytes), playable.sampleRateHz, RATE_HZ);
}

const words = decoded(recordingIn('sln'));
const others = decoded(recordingIn('sln', 'meeting'));
const last = decoded(recordingIn('sln', 'delivery'));
const inOrder = (...parts: Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]));
const stored = (samples: Int16Array) => ({ extension: 'sln', bytes: Buffer.from(bytesOfSamples(samples)) });
const aCall = (samples: Int16Array) =>
  aMessage({ recording: stored(samples), durationSeconds: Math.round(samples.length / RATE_HZ) });

const share = (found: Found[], least: number) =>
  found.filter(({ correlation }) => correlation >= least).length / found.length;
const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const correlations = (found: Found[]) => found.map(({ correlation }) => correlation);

/** Opens the page with an ear on it, and what is remembered of how somebody likes to listen. */
async function openListening(portal: Portal, account: Parameters<Portal['open']>[0], settings: object): Promise<void> {
  await listenIn(portal.page);
  await portal.page.addInitScript((text) => localStorage.setItem('lamplight.sound', text), JSON.stringify(settings));
  await portal.open(account);
}

test('what is heard is what was said, in each codec', async ({ account, page, portal }) => {
  for (const codec of CODECS) {
    await account.receive(aMessage({ recording: recordingIn(codec), caller: { name: `In ${codec}`, number: '1002' } }));
  }
  await openListening(portal, account, {});
  await openEar(portal);
  for (const codec of CODECS) {
    await test.step(codec, async () => {
      await forget(page);
      await portal.lamp(`In ${codec}`).click();
      const found = heardAgain(decoded(recordingIn(codec)), await allThatWasHeard(page));
      // The browser's decoder of an Ogg is not ours, and neither is the one that it was made by.
      const least = codec === 'ogg' ? 0.85 : 0.97;
      expect(found.length).toBeGreaterThan(15);
      expect(middle(correlations(found)), codec).toBeGreaterThan(least);
      expect(share(found, least - 0.05), codec).toBeGreaterThan(0.9);
    });
  }
});

test('silence is skipped, and every word is heard', async ({ account, page, portal }) => {
  const pause = new Int16Array(4 * RATE_HZ);
  const call = inOrder(words, pause, others, pause, last);
  await account.receive(aCall(call));
  await openListening(portal, account, { skipsSilence: true });
  await openEar(portal);
  await portal.lamp('Dr Patel').click();
  await expect(portal.player.getByRole('button', { name: /^Skip silence/ })).toContainText('−9 s');
  const heard = await allThatWasHeard(page);
  for (const part of [words, others, last]) {
    const found = heardAgain(part, heard);
    expect(middle(correlations(found))).toBeGreaterThan(0.97);
    expect(share(found, 0.9)).toBeGreaterThan(0.9);
  }
  // Of each four seconds and more: a player that comes late skips less, but skips.
  expect(longestPause(call)).toBeGreaterThan(4);
  expect(longestPause(heard)).toBeLessThan(2.5);
});

/** Between words, in seconds. */
function longestPause(samples: Int16Array): number {
  const [first, last] = [samples.findIndex(isLoud), samples.findLastIndex(isLoud)];
  let [longest, since] = [0, first];
  for (let at = first; at <= last; at++) {
    if (!isLoud(samples[at] ?? 0)) continue;
    longest = Math.max(longest, at - since);
    since = at;
  }
  return longest / RATE_HZ;
}

const isLoud = (sample: number) => Math.abs(sample) > 500;

test('with even loudness what is said quietly comes closer to what is said loudly', async ({
  account,
  page,
  portal,
}) => {
  const quiet = words.map((sample) => sample / 6);
  const call = inOrder(quiet, new Int16Array(RATE_HZ), words);
  await account.receive(aCall(call));
  await openListening(portal, account, { isEven: true });
  await portal.lamp('Dr Patel').click();
  // The page leads its sound through Web Audio when it knows the gains: from the second time on all of it is heard.
  await allThatWasHeard(page);
  await forget(page);
  await portal.lamp('Dr Patel').click();
  const found = heardAgain(call, await allThatWasHeard(page)).filter(({ correlation }) => correlation > 0.9);
  const half = (quiet.length + RATE_HZ / 2) / RATE_HZ;
  const [before, behind] = [found.filter((it) => it.atSeconds < half), found.filter((it) => it.atSeconds > half)];
  expect([before.length > 10, behind.length > 10]).toEqual([true, true]);
  const louder = (some: Found[]) => middle(some.map(({ gainDb }) => gainDb));
  expect(louder(before) - louder(behind)).toBeGreaterThan(8);
});
