import { setTimeout as pause } from 'node:timers/promises';
import type { MessagePage } from '#lib/api/contract.ts';
import type { HttpClient } from './http-client.ts';

const POLL_MS = 100;

/** The first page, once the portal has read all of the inbox: what it reads in the background is not what is timed. */
export async function whenRead(client: HttpClient, path = '/api/messages?limit=50'): Promise<MessagePage> {
  for (;;) {
    const page = await client.json<MessagePage>(path);
    if (page.indexing === null) return page;
    await pause(POLL_MS);
  }
}
