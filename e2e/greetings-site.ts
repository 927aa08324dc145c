import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { wavOf } from '#lib/audio/wav.ts';
import { recordingIn, samplesOfWav } from '#test/wav.ts';
import { LAUNCH } from './chromium.ts';
import { expect } from './portal.ts';
import type { SiteOptions } from './site.ts';

const PEOPLE = Array.from({ length: 40 }, (_, i) => i + 1);
const KEPT_BY_MAIL = 'imapgreetings=yes\ngreetingsfolder=Greetings\nformat=wav49|gsm\nmaxgreet=20\n';

/** A site whose mail server keeps greetings, with a mailbox for everybody that a test opens. @param general more of [general] */
export function greetingSite(general = KEPT_BY_MAIL): SiteOptions {
  const lines = PEOPLE.map((n) => `${2000 + n} => 4711,Person ${n},,,imapuser=person-${n}`);
  const contexts = ['[default]', ...lines].join('\n');
  return { conf: { contexts, general, master: null }, settings: { SIGN_IN: 'password' } };
}

/** The mailbox of somebody that a test has opened. */
export const addressOf = ({ name }: { name: string }) => `${2000 + Number(name.split('-')[1])}@default`;

/** What somebody says into the microphone of the browser, over and over. */
export const SPOKEN = decodePcm16(recordingIn('sln', 'meeting').bytes);

/** A browser with a microphone into which somebody speaks, and where nobody is asked for it. */
export function withMicrophone(): typeof LAUNCH {
  const folder = resolve('.cache/site');
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/microphone-${process.pid}.wav`;
  writeFileSync(file, wavOf([SPOKEN], 8000));
  const args = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ];
  return { ...LAUNCH, args: [...LAUNCH.args, ...args] };
}

/** What the portal serves of a greeting, at 8000 Hz. */
export async function storedSound(request: APIRequestContext, kind: string): Promise<Int16Array> {
  const answer = await request.get(`/api/greetings/${kind}/recording`);
  expect(answer.status(), `the ${kind} greeting`).toBe(200);
  return samplesOfWav(await answer.body());
}

/** What the page shows of one greeting. */
export const card = (page: Page, title: string) => page.getByRole('region', { name: title });

/** As programs of today make it: 44.1 kHz, two channels. */
export const FILE = { name: 'speech.wav', mimeType: 'audio/wav', buffer: stereo(SPOKEN, 44_100) };

function stereo(samples: Int16Array, rateHz: number): Buffer {
  const length = Math.floor((samples.length * rateHz) / 8000);
  const both = Int16Array.from({ length: length * 2 }, (_, i) => {
    const at = (Math.floor(i / 2) * 8000) / rateHz;
    const [before, after] = [samples[Math.floor(at)] ?? 0, samples[Math.floor(at) + 1] ?? 0];
    return before + (after - before) * (at % 1);
  });
  const wav = Buffer.from(wavOf([both], rateHz));
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(rateHz * 4, 28);
  wav.writeUInt16LE(4, 32);
  return wav;
}

/** As when a file is let go above a card. */
export async function drop(target: Locator, { name, mimeType, buffer }: typeof FILE): Promise<void> {
  const files = await target.page().evaluateHandle(
    ([bytes, fileName, type]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], fileName, { type }));
      return transfer;
    },
    [buffer.toString('base64'), name, mimeType] as const,
  );
  await target.dispatchEvent('dragover', { dataTransfer: files });
  await expect(target.getByText(/^Drop to use/)).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: files });
}
