// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { savedSeconds, skipSilences } from './silence-skipper.ts';

const SILENCES = [
  { startSeconds: 2, endSeconds: 5 },
  { startSeconds: 8, endSeconds: 9.5 },
];

/** An element that plays as the test says: the browser's part. */
function anElement() {
  const audio = document.createElement('audio');
  let isPaused = false;
  const places: number[] = [];
  let at = 0;
  Object.defineProperties(audio, {
    paused: { get: () => isPaused },
    currentTime: {
      get: () => at,
      set: (to: number) => {
        at = to;
        places.push(to);
      },
    },
  });
  return {
    audio,
    /** Every place that it was sent to. */
    places,
    pause: () => {
      isPaused = true;
    },
    reach: (seconds: number, event = 'timeupdate') => {
      at = seconds;
      audio.dispatchEvent(new Event(event));
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

test('skipSilences() goes on behind a silence as soon as it has begun, however it is noticed', () => {
  const { audio, places, reach } = anElement();
  const stop = skipSilences(audio, SILENCES);
  reach(1.9);
  expect(places).toEqual([]);
  reach(2.2);
  reach(8.1, 'seeked');
  expect(places).toEqual([5, 9.5]);
  stop();
});

test('skipSilences() waits for the next silence as long as the speed makes it last, and not for an event', async () => {
  vi.useFakeTimers();
  const { audio, places, reach } = anElement();
  audio.playbackRate = 2;
  const stop = skipSilences(audio, SILENCES);
  reach(1, 'playing');
  Object.assign(audio, { currentTime: 2 });
  places.length = 0;
  await vi.advanceTimersByTimeAsync(499);
  expect(places).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(places).toEqual([5]);
  stop();
});

test('skipSilences() leaves alone what is paused, what is nearly over, and all once it was stopped', () => {
  const { audio, places, reach, pause } = anElement();
  const stop = skipSilences(audio, SILENCES);
  reach(4.9);
  expect(places).toEqual([]);
  stop();
  reach(3);
  expect(places).toEqual([]);
  pause();
  skipSilences(audio, SILENCES)();
  expect(places).toEqual([]);
});

test('savedSeconds() sums them up', () => {
  expect(savedSeconds(SILENCES)).toBe(4.5);
});
