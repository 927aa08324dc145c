import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import type { ReactNode } from 'react';
import { afterEach, vi } from 'vitest';
import { ListSelection, SelectionContext } from '#components/messages/use-selection.ts';
import { PlayerProvider } from '#components/player/player-provider.tsx';
import type { ListChanges } from '#lib/api/contract.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Leads to no other page. */
const NOWHERE: AppRouterInstance = {
  bfcacheId: '',
  back() {},
  forward() {},
  refresh() {},
  push() {},
  replace() {},
  prefetch() {},
};

/** A part of the page with all that the page puts around it. */
export function inPage(part: ReactNode, client: QueryClient): ReactNode {
  return (
    <QueryClientProvider client={client}>
      <AppRouterContext value={NOWHERE}>
        <PlayerProvider>
          <SelectionContext value={new ListSelection()}>{part}</SelectionContext>
        </PlayerProvider>
      </AppRouterContext>
    </QueryClientProvider>
  );
}

/** A cache that is empty, and tries nothing again. */
export function aClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false } } });
}

/** Draws a part of the page. */
export function renderInPage(part: ReactNode) {
  const client = aClient();
  return { ...render(inPage(part, client)), client };
}

/** A call as the server would see it. */
export interface Call {
  method: string;
  path: string;
  body: string;
}

/**
 * Stands in for the server at the network's edge; gives back the calls that reached it.
 * @param peaks what is drawn of any sound: it is asked for as soon as one plays
 */
export function answerCalls(
  answer: (call: Call) => Response | Promise<Response>,
  peaks: () => Response = () => problemAnswer('recording-unsupported', 415),
): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (/\/peaks(\?|$)/.test(path)) return peaks();
    const call = { method: init.method ?? 'GET', path, body: String(init.body ?? '') };
    calls.push(call);
    return answer(call);
  });
  return calls;
}

/** What the server says when it fails (RFC 9457). */
export function problemAnswer(code: string, status: number, more: object = {}): Response {
  const body = { type: `/problems/${code}`, title: code, status, code, requestId: '7f3a91', ...more };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

/** A row of the list; whatever is not wished for is that of an ordinary new message. */
export function aRow(wish: Partial<Message> = {}): Message {
  return {
    id: 'inbox.1795387464.42',
    folder: 'inbox',
    from: null,
    status: 'new',
    urgent: false,
    caller: { name: 'Dr Patel', number: '+12025550143', presentation: 'shown' },
    receivedAt: '2026-11-22T14:32:05.000Z',
    durationSeconds: 42,
    positionSeconds: 0,
    sizeBytes: 69_300,
    codec: 'gsm',
    asteriskId: null,
    hasIntro: false,
    alsoIn: [],
    purgeAt: null,
    ...wish,
  };
}

/** What the server says to a page that asks what became of its rows, where these are what there is now, and none of them came since. */
export function changesTo(rows: Message[], total = rows.length): ListChanges {
  const uidsOf = (some: Message[]) => some.map(({ id }) => Number(id.split('.')[2]));
  return {
    uids: uidsOf(rows),
    newUids: uidsOf(rows.filter(({ status }) => status === 'new')),
    urgentUids: uidsOf(rows.filter(({ urgent }) => urgent)),
    alsoIn: [],
    positions: [],
    messages: [],
    total,
    upTo: rows[0]?.id ?? null,
  };
}

/** A mailbox with two new messages, one of them urgent, and nothing to worry about. */
export function aSummary(wish: Partial<MailboxSummary> = {}): MailboxSummary {
  return {
    mailbox: '1001@default',
    mailboxes: ['1001@default'],
    folders: [{ slug: 'inbox', name: 'Inbox', new: 2, old: 59, urgent: 1, total: 61, onPhone: true }],
    quota: null,
    quotaSupported: true,
    deletedDays: 30,
    phoneKnown: false,
    tidyAfterMinutes: 5,
    callBack: 'tel',
    maxMessages: 100,
    lamp: { on: true, new: 2, old: 59, urgent: 1, confirmed: false, reason: 'no-ami', phone: null },
    ...wish,
  };
}
