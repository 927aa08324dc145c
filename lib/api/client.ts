import type { ErrorCode } from '#lib/voicemail/errors.ts';
import type { Lamp, MailboxSummary } from '#lib/voicemail/summary.ts';
import type {
  ChangeResult,
  changeMessages as changeEndpoint,
  ListChanges,
  ListChangesQuery,
  listChanges as listChangesEndpoint,
  listMessages as listEndpoint,
  MessageChange,
  MessagePage,
  MessageQuery,
  getMailbox as mailboxEndpoint,
  Problem,
  PurgeRequest,
  PurgeResult,
  purgeMessages as purgeEndpoint,
  refreshLamp as refreshEndpoint,
  signOutEverywhere as signOutEndpoint,
} from './contract.ts';
import { sitePath } from './site-path.ts';

const MAILBOX: (typeof mailboxEndpoint)['path'] = '/api/mailbox';
const LAMP: (typeof refreshEndpoint)['path'] = '/api/lamp';
export const MESSAGES: (typeof listEndpoint | typeof changeEndpoint | typeof purgeEndpoint)['path'] = '/api/messages';
const LIST_CHANGES: (typeof listChangesEndpoint)['path'] = '/api/messages/changes';
const SIGN_OUT_EVERYWHERE: (typeof signOutEndpoint)['path'] = '/api/sign-out-everywhere';
const EVENTS = '/api/events';

/** A code of the server, or `offline` when no answer of ours came back at all. */
export type ApiErrorCode = ErrorCode | 'offline';

/** A call that failed, told apart by `code`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** What the administrator finds in the log. */
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ApiErrorCode, details: Partial<Pick<Problem, 'status' | 'requestId' | 'retryAfterSeconds'>> = {}) {
    super(code);
    this.code = code;
    this.status = details.status ?? 0;
    this.requestId = details.requestId ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}

/** Folders, counts, quota and lamp of `mailbox` (`1001@default`), or of the first one that the sign-in proves. */
export function getMailbox(mailbox: string | undefined, signal?: AbortSignal): Promise<MailboxSummary> {
  return call(withQuery(MAILBOX, { mailbox }), { signal: signal ?? null });
}

/** Has the phone system look at the mailbox again. */
export function refreshLamp(mailbox: string | undefined): Promise<Lamp> {
  return post(withQuery(LAMP, { mailbox }), {});
}

/** Ends every session of this account, this one too. */
export function signOutEverywhere(): Promise<object> {
  return post(SIGN_OUT_EVERYWHERE, {});
}

/** One page of a folder, newest first. */
export function listMessages(query: MessageQuery, signal?: AbortSignal): Promise<MessagePage> {
  return call(withQuery(MESSAGES, query), { signal: signal ?? null });
}

/** What became of the rows of a folder that the page has. */
export function listChanges(query: ListChangesQuery, signal?: AbortSignal): Promise<ListChanges> {
  return call(withQuery(LIST_CHANGES, query), { signal: signal ?? null });
}

/** Where the hints of `mailbox` come from, as server-sent events. */
export function eventsUrl(mailbox: string | undefined): string {
  return sitePath(withQuery(EVENTS, { mailbox }));
}

/** Marks messages heard or new, moves or restores them; what failed is in the answer, id by id. */
export function changeMessages(change: MessageChange): Promise<ChangeResult> {
  const headers = { 'content-type': 'application/json' };
  return call(MESSAGES, { method: 'PATCH', headers, body: JSON.stringify(change) });
}

/** Purges messages; what failed is in the answer, id by id. */
export function purgeMessages(request: PurgeRequest): Promise<PurgeResult> {
  const headers = { 'content-type': 'application/json' };
  return call(MESSAGES, { method: 'DELETE', headers, body: JSON.stringify(request) });
}

/** Where the sound of a message is, as WAV. */
export function recordingUrl(id: string, mailbox: string | undefined): string {
  return sitePath(withQuery(`${MESSAGES}/${id}/recording`, { mailbox }));
}

/** Has the server get ready what playing a message begins with, and say nothing of it: HEAD. Whether it can is seen at play. */
export async function prepareRecording(id: string, mailbox: string | undefined, signal: AbortSignal): Promise<void> {
  await fetch(recordingUrl(id, mailbox), { method: 'HEAD', signal }).catch(() => undefined);
}

/** How a sound is kept: as the mailbox stores it, or as a WAV. */
export type SoundForm = 'stored' | 'wav';

/** Where it is as a file, the time in the file's name in zone `timeZone` (IANA). */
export function downloadUrl(
  id: string,
  mailbox: string | undefined,
  timeZone: string,
  form: SoundForm = 'stored',
): string {
  const download = form === 'wav' ? 'wav' : '1';
  return sitePath(withQuery(`${MESSAGES}/${id}/recording`, { mailbox, download, tz: timeZone }));
}

/** Why the sound at `url` does not come, or `null` when it does. An `<audio>` element cannot say. */
export async function recordingProblem(url: string): Promise<ApiError | null> {
  const answer = await send(url, { headers: { range: 'bytes=0-0' } }).catch((error: ApiError) => error);
  if (answer instanceof ApiError) return answer;
  await answer.body?.cancel();
  return null;
}

/** Asks for something to be done, at a path of ours. */
export function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return call(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Asks and reads the answer. @param url as the contract has it @throws {ApiError} */
export async function call<T>(url: string, init: RequestInit): Promise<T> {
  const answer = await send(sitePath(url), init);
  return readJson<T>(answer);
}

/** @param url with the site's own path @throws {ApiError} also when the answer is a problem */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init).catch(() => {
    throw new ApiError('offline');
  });
  if (!answer.ok) throw await errorOf(answer);
  return answer;
}

/** A proxy in between may answer with a page of its own, which says nothing but its status. */
async function errorOf(answer: Response): Promise<ApiError> {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
  if (!isProblem) return new ApiError(answer.status >= 502 ? 'offline' : 'unexpected', { status: answer.status });
  const problem = await readJson<Problem>(answer);
  return new ApiError(problem.code, problem);
}

function readJson<T>(answer: Response): Promise<T> {
  return answer.json().catch(() => {
    throw new ApiError('offline', { status: answer.status });
  });
}

/** A path with what is given of a query. */
export function withQuery(path: string, query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length > 0 ? `${path}?${search}` : path;
}
