import { problemWords } from '#components/mailbox/problem-words.ts';
import { say } from '#components/ui/say.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import type { SoundForm } from '#lib/api/client.ts';
import { exportProblem, exportUrl } from '#lib/api/export-client.ts';
import { MOST_EXPORTED } from '#lib/voicemail/export-list.ts';
import { countOf, type Target } from './change.ts';

const MOST = MOST_EXPORTED.toLocaleString('en-GB');

/** Has the browser save the messages as one file, once the server says that it can. */
export async function exportChosen(target: Target, form: SoundForm): Promise<void> {
  const count = countOf(target);
  if (count > MOST_EXPORTED) {
    say(`One download holds ${MOST} messages at most. Choose fewer, or narrow the list by date.`);
    return;
  }
  const many = count === 1 ? 'the message' : `${count.toLocaleString('en-GB')} messages`;
  say(`Getting ${many} ready…`, { stays: true });
  const { mailbox, everything, messages } = target;
  const selection = everything ? { filter: everything.filter } : { ids: messages.map(({ id }) => id) };
  const url = exportUrl({ mailbox, ...selection }, form, readersClock().timeZone);
  const problem = await exportProblem(url);
  if (problem) {
    say(problem.code === 'too-many-attempts' ? BUSY : `${problemWords(problem.code).title}. Nothing was downloaded.`);
    return;
  }
  save(url);
  say(`Downloading ${many}`);
}

const BUSY = 'Three downloads are under way. Wait until one has ended.';

function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
