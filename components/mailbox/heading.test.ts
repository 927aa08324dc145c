// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { changeSearch } from '#components/messages/use-search.ts';
import { arrive, currentHeading, setOut } from './heading.ts';

afterEach(() => {
  arrive();
  history.replaceState(null, '', '/');
});

test('while a folder is on its way, a filter narrows that one, and the next filter adds to it', () => {
  history.replaceState(null, '', '/inbox?q=patel');
  const pushed: string[] = [];
  setOut('/work?mailbox=1001%40default', (path) => pushed.push(path));
  changeSearch({ show: 'new' });
  changeSearch({ min: 60 });
  expect(pushed).toEqual(['/work?mailbox=1001%40default&show=new', '/work?mailbox=1001%40default&show=new&min=60']);
  expect(location.search).toBe('?q=patel');
  arrive();
  changeSearch({ show: 'urgent' });
  expect(location.search).toBe('?q=patel&show=urgent');
});

test('a link to where one is leads nowhere, and the way back ends a journey', () => {
  history.replaceState(null, '', '/inbox');
  setOut('/inbox', () => {});
  expect(currentHeading()).toBeNull();
  setOut('/work', () => {});
  dispatchEvent(new PopStateEvent('popstate'));
  expect(currentHeading()).toBeNull();
});
