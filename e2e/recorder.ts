import type { Page } from '@playwright/test';
import { resample } from '#lib/audio/resample.ts';
import { expect, type Portal } from './portal.ts';

const TELEPHONE_HZ = 8000;

/** What the page's own script makes of it: every sound that goes to the speaker through Web Audio is written down. */
interface Ear {
  rateHz: number;
  blocks: Float32Array[];
  endedAt: number | null;
}

type WithEar = Window & { ear: Ear };

/** From the next page on what it plays is written down. */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ear: Ear = { rateHz: 0, blocks: [], endedAt: null };
    Object.assign(window, { ear });
    // As little work as a busy machine can bear, and long blocks.
    window.AudioContext = class extends AudioContext {
      constructor() {
        super({ sampleRate: 16_000 });
      }
    };
    const connect = AudioNode.prototype.connect as (this: AudioNode, node: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, node: AudioNode) {
      if (node instanceof AudioDestinationNode) {
        const recorder = this.context as AudioContext;
        const processor = recorder.createScriptProcessor(16_384, 1, 1);
        ear.rateHz = recorder.sampleRate;
        processor.onaudioprocess = ({ inputBuffer }) => ear.blocks.push(inputBuffer.getChannelData(0).slice());
        connect.call(this, processor);
        connect.call(processor, node);
      }
      return connect.call(this, node);
    } as AudioNode['connect'];
    document.addEventListener(
      'ended',
      () => {
        ear.endedAt = ear.blocks.length;
      },
      true,
    );
  });
}

/** Leads the page's sound through Web Audio where the page does not do that itself. A browser wants somebody to press something first. */
export async function openEar({ page, list }: Portal): Promise<void> {
  await list.getByRole('heading', { level: 1 }).click();
  await page.locator('audio').evaluate(async (audio: HTMLAudioElement) => {
    const context = new AudioContext();
    await context.resume();
    context.createMediaElementSource(audio).connect(context.destination);
  });
}

/** What was heard so far does not count. */
export async function forget(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign((window as unknown as WithEar).ear, { blocks: [], endedAt: null }));
}

/** All that was heard until the message was over, and a little longer: at 8000 Hz. */
export async function allThatWasHeard(page: Page): Promise<Int16Array> {
  const isOver = () =>
    page.evaluate(() => {
      const { ear } = window as unknown as WithEar;
      return ear.endedAt !== null && ear.blocks.length > ear.endedAt + 1;
    });
  await expect.poll(isOver, { timeout: 80_000 }).toBe(true);
  const { rateHz, samples } = await page.evaluate(() => {
    const { ear } = window as unknown as WithEar;
    return {
      rateHz: ear.rateHz,
      samples: ear.blocks.flatMap((block) => Array.from(block, (x) => Math.round(x * 32_767))),
    };
  });
  return resample(Int16Array.from(samples), rateHz, TELEPHONE_HZ);
}
