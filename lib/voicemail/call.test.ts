import { expect, test } from 'vitest';
import { dialable } from './call.ts';

test.each([
  ['+12025550143', '+12025550143'],
  ['+1 (202) 555-0143', '+12025550143'],
  ['030/55.55', '0305555'],
  ['1002', '1002'],
])('dialable() of %j is %s', (number, dialled) => {
  expect(dialable(number)).toBe(dialled);
});

test.each([
  null,
  '',
  '1',
  'alice',
  '*21*0900123456#',
  '#31#1002',
  '1002,1',
  '1002&PJSIP/1003',
  '1002\r\nAction: Originate',
  '1002\n',
  '10+02',
  '++1002',
  '$(id)',
  '１００２',
  '1'.repeat(25),
])('dialable() takes %j for no number', (number) => {
  expect(dialable(number)).toBeNull();
});
