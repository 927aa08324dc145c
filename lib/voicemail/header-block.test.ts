import { expect, test } from 'vitest';
import { firstValues } from './header-block.ts';

const nameIn = (block: string) => firstValues(Buffer.from(block), ['Name']).get('Name');

test('firstValues() keeps the folds and spaces of a value', () => {
  expect(nameIn('Other: 1\r\nname:  a\r\n\tb \r\nName: c\r\n')).toEqual(Buffer.from('  a\r\n\tb \r\n'));
});

test('firstValues() cuts a value after 4096 bytes, between characters', () => {
  expect(nameIn(`Name:${'a'.repeat(5000)}`)).toHaveLength(4096);
  expect(nameIn(`Name:a${'ü'.repeat(5000)}`)).toHaveLength(4095);
  expect(nameIn(`Name:a${'😀'.repeat(5000)}`)).toHaveLength(4093);
});
