import 'server-only';
import type { ServerResponse } from 'node:http';
import { makeZip } from 'client-zip';
import type { z } from 'zod';
import { accountOf, type Visitor } from '#lib/auth/session.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { contentDisposition } from '#lib/voicemail/recording-name.ts';
import { logAnswer } from './exchange.ts';
import { checked } from './input.ts';
import { beginSound, pour, type SoundRequest, sayWhy } from './sound.ts';

type Account = Awaited<ReturnType<typeof accountOf>>;

interface ArchivedFile {
  name: string;
  modified: Date;
  pieces: AsyncIterable<Uint8Array>;
}

interface Archive {
  fileName: string;
  /** The first is had before the answer begins: what fails at once is a problem, not a download that breaks off. */
  files: AsyncGenerator<ArchivedFile, void>;
}

/** As many as one person can have under way. */
const MOST_AT_ONCE = 3;
const running = () => once('archives', () => new Map<string, number>());

/**
 * A Pages API handler that answers with a zip, at the browser's pace: the next piece of a file is made when the one before has left, and none when
 * the browser has gone. Stored and not deflated: most sound is small already.
 */
export function archiveRoute<S extends z.ZodType>(
  { input }: { input: S },
  open: (context: { account: Account; input: z.output<S> }) => Promise<Archive>,
) {
  return async (request: SoundRequest, response: ServerResponse): Promise<void> => {
    const exchange = beginSound(request, response);
    if (!exchange) return;
    let giveBack = () => {};
    let files: Archive['files'] | undefined;
    try {
      const account = await accountOf(exchange.visitor);
      const asked = checked(input, request.query);
      giveBack = takeOne(account.key);
      const archive = await open({ account, input: asked });
      files = archive.files;
      const bytes = bytesOf(entriesOf(await files.next(), files, exchange.visitor));
      const disposition = contentDisposition(archive.fileName);
      response.writeHead(200, { ...HEADERS, 'content-disposition': disposition });
      logAnswer(exchange, 200);
      if (request.method === 'HEAD') response.end();
      else await pour(await bytes.next(), bytes, response);
    } catch (error) {
      await sayWhy(exchange, error, request, response);
    } finally {
      giveBack();
      // Whether all of it was taken or not.
      await files?.return();
    }
  };
}

const HEADERS = { 'content-type': 'application/zip', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

async function* bytesOf(entries: ReturnType<typeof entriesOf>): AsyncGenerator<Uint8Array, void> {
  const reader = makeZip(entries).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

/** Signing out ends it before the next file, at whatever instance that was done. */
async function* entriesOf(
  first: IteratorResult<ArchivedFile, void>,
  files: AsyncGenerator<ArchivedFile, void>,
  visitor: Visitor,
) {
  for (let next = first; !next.done; next = await files.next()) {
    const { name, modified, pieces } = next.value;
    yield { name, lastModified: modified, input: pieces };
    await accountOf(visitor, { isUse: false });
  }
}

/** @throws {VoicemailError} too-many-attempts */
function takeOne(key: string): () => void {
  const count = running().get(key) ?? 0;
  if (count >= MOST_AT_ONCE) {
    throw new VoicemailError('too-many-attempts', `Cannot download: ${count} downloads are under way`, {
      retryAfterSeconds: 30,
    });
  }
  running().set(key, count + 1);
  return () => {
    const left = (running().get(key) ?? 1) - 1;
    if (left > 0) running().set(key, left);
    else running().delete(key);
  };
}
