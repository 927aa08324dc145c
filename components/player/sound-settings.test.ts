// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { changeSound, changeSpeed, soundSettings } from './sound-settings.ts';

const ORDINARY = { speed: 1, volume: 1, isMuted: false, skipsSilence: false, isEven: false };
beforeEach(() => localStorage.clear());

test('what is changed is remembered, and the rest stays', () => {
  changeSound({ skipsSilence: true });
  changeSound({ volume: 0.5 });
  expect(soundSettings()).toEqual({ ...ORDINARY, skipsSilence: true, volume: 0.5 });
  expect(soundSettings()).toBe(soundSettings());
});

test('changeSpeed() goes from step to step, and no further than there are any', () => {
  for (const speed of [1.25, 1.5, 1.75, 2, 2]) {
    changeSpeed(1);
    expect(soundSettings().speed).toBe(speed);
  }
  for (let times = 0; times < 9; times++) changeSpeed(-1);
  expect(soundSettings().speed).toBe(0.75);
});

test.each(['no JSON', '7', 'null', '{"speed":0,"volume":7,"isMuted":"yes"}', '{"speed":"2","volume":null}'])(
  'what was remembered as %s changes nothing',
  (text) => {
    localStorage.setItem('lamplight.sound', text);
    expect(soundSettings()).toEqual(ORDINARY);
  },
);
