// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Lamp } from '#lib/voicemail/summary.ts';
import { answerCalls, aSummary, problemAnswer, renderInPage } from '#test/page.tsx';
import { LampCard } from './lamp-state.tsx';

const wrong: Lamp = {
  ...aSummary().lamp,
  confirmed: false,
  reason: 'counts-differ',
  phone: { new: 0, old: 61, urgent: 0 },
};
const right: Lamp = { ...wrong, confirmed: true, reason: null, phone: null };

/** A server whose lamp is wrong until it is refreshed, if that works. */
function serve({ lamp = wrong, refreshed }: { lamp?: Lamp; refreshed: () => Response }) {
  return answerCalls(({ path }) => (path.startsWith('/api/lamp') ? refreshed() : Response.json(aSummary({ lamp }))));
}

test('a lamp that the phone counts otherwise says so, and Refresh lamp has it look again', async () => {
  const calls = serve({ refreshed: () => Response.json(right) });
  renderInPage(<LampCard />);
  expect(await screen.findByText(/counts 0 new, 0 urgent and 61 old/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Refresh lamp' }));
  expect(await screen.findByText('The phone agrees')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Refresh lamp' })).toBeNull();
  expect(calls).toContainEqual({ method: 'POST', path: '/api/lamp', body: '{}' });
});

test('a refresh that fails is said, and can be tried again', async () => {
  serve({ refreshed: () => problemAnswer('mail-server-unreachable', 503) });
  renderInPage(<LampCard />);
  fireEvent.click(await screen.findByRole('button', { name: 'Refresh lamp' }));
  expect(await screen.findByText(/did not work/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Refresh lamp' })).toHaveProperty('disabled', false);
});

test('without AMI the lamp is said to follow, and there is nothing to press', async () => {
  serve({ lamp: aSummary().lamp, refreshed: () => Response.json(right) });
  renderInPage(<LampCard />);
  expect(await screen.findByText(/follows at the phone system’s next poll/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});
