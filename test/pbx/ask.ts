import { once } from 'node:events';
import { connect } from 'node:net';
import { MANAGER } from './conf.ts';

const PATIENCE_MS = 30_000;

/**
 * What Asterisk answers to commands of its console, and to `VoicemailUsersList`: the lines as they come, one character
 * per byte, because names in voicemail.conf have no encoding.
 * @throws {Error} when it does not answer
 */
export async function askAsterisk(
  amiPort: number,
  commands: string[],
): Promise<{ said: string[][]; users: string[][] }> {
  const socket = connect(amiPort, '127.0.0.1').setEncoding('latin1').setTimeout(PATIENCE_MS);
  socket.on('timeout', () => socket.destroy(new Error('Asterisk does not answer')));
  const actions = [
    `Login\r\nUsername: ${MANAGER.user}\r\nSecret: ${MANAGER.secret}\r\nEvents: off`,
    ...commands.map((command) => `Command\r\nCommand: ${Buffer.from(command).toString('latin1')}`),
    'VoicemailUsersList',
    'Logoff',
  ];
  socket.write(actions.map((action, index) => `Action: ${action}\r\nActionID: ${index}\r\n\r\n`).join(''), 'latin1');
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  const blocks = text.split('\r\n\r\n').map((block) => block.split('\r\n'));
  const answers = (index: number) => blocks.filter((block) => block.includes(`ActionID: ${index}`));
  return {
    said: commands.map((_, index) =>
      answers(index + 1).flatMap((block) =>
        block.filter((line) => line.startsWith('Output: ')).map((line) => line.slice('Output: '.length)),
      ),
    ),
    users: answers(commands.length + 1).filter(([first]) => first === 'Event: VoicemailUserEntry'),
  };
}
