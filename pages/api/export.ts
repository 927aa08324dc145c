import { exportMessages } from '#lib/api/sound-contract.ts';
import { archiveRoute } from '#lib/http/archive.ts';
import { exportFileName, idsUpTo, idsWithUids } from '#lib/mailbox/export.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

export default archiveRoute(exportMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  const { upTo, form, tz: timeZone, ...search } = input;
  const ids = upTo === undefined ? idsWithUids(input) : await idsUpTo(mailbox, { ...search, upTo });
  return { fileName: exportFileName(search.folder, timeZone), files: mailbox.export({ ids, form, timeZone }) };
});
