import { createServer } from 'node:http';
import { imapClient } from '#test/imap-client.ts';

// The floor under a person with an open page: a bare connection of imapflow in IDLE, and a bare answer that does not end.
const { FLOOR_PORT, FLOOR_IMAP_PORT } = process.env;

createServer(async (request, answer) => {
  const [name = '', password = ''] = decodeURIComponent((request.url ?? '').slice(1)).split(':');
  answer.writeHead(200, { 'content-type': 'text/event-stream' });
  if (name === '') return answer.end();
  const imap = await imapClient({ host: '127.0.0.1', port: Number(FLOOR_IMAP_PORT) }, { name, password });
  await imap.mailboxOpen('INBOX', { readOnly: true });
  void imap.idle();
  answer.write('event: live\ndata: {"live":true}\n\n');
}).listen(Number(FLOOR_PORT), '127.0.0.1');
