import { parseArgs } from 'node:util';
import { ring, running } from './running.ts';
import { CODECS, type StoredCodec } from './wav.ts';

const USAGE = `npm run call -- <extension> [--urgent] [--name <text>] [--number <digits>] [--seconds <n>] [--codec <${CODECS.join('|')}>]`;

try {
  const [extension, call] = askedFor();
  await ring(running(), extension, call);
  console.log(`${call.name || 'Somebody'} left ${call.seconds} seconds for ${extension}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function askedFor() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      urgent: { type: 'boolean', default: false },
      name: { type: 'string', default: 'Dr Patel' },
      number: { type: 'string', default: '+12025550143' },
      seconds: { type: 'string', default: '10' },
      codec: { type: 'string', default: 'wav49' },
    },
  });
  const [extension] = positionals;
  const seconds = Number(values.seconds);
  if (!extension || !isCodec(values.codec) || !Number.isInteger(seconds) || seconds < 1) throw new Error(USAGE);
  return [extension, { ...values, seconds, codec: values.codec }] as const;
}

function isCodec(name: string): name is StoredCodec {
  return (CODECS as readonly string[]).includes(name);
}
