import 'server-only';
import { type Bytes, fold } from './bytes.ts';

/** `mailbox => pin,name,email,pager,options`, as bytes. */
export interface MailboxLine {
  pin: Bytes;
  name: Bytes;
  email: Bytes;
  pager: Bytes;
  /** Names in lower case. One name may come several times; Asterisk takes the last. */
  options: [name: Bytes, value: Bytes][];
  /** Whether an option's name has a blank around it, so that Asterisk does not know it. */
  hasBlank: boolean;
  /** Whether older Asterisks see fewer options (before 13.27 and 16.4 they end at a comma). */
  hasComma: boolean;
}

/** Split at the first four commas, the rest at `|`. Nothing is trimmed (app_voicemail.c append_mailbox, apply_options). */
export function parseMailboxLine(value: Bytes): MailboxLine {
  const [pin = '', name = '', email = '', pager = '', ...rest] = value.split(',');
  const options = rest.join(',').split('|').flatMap(optionOf);
  return {
    pin,
    name,
    email,
    pager,
    options,
    hasBlank: options.some(([option]) => /^[\0- ]|[\0- ]$/.test(option)),
    hasComma: rest.length > 1,
  };
}

function optionOf(text: Bytes): [name: Bytes, value: Bytes][] {
  let [name, value] = halves(text);
  // `options=tz=x` is `tz=x` (app_voicemail.c apply_option).
  while (value !== null && name === 'options') [name, value] = halves(value);
  return value === null ? [] : [[name, value]];
}

function halves(text: Bytes): [name: Bytes, value: Bytes | null] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, null] : [fold(text.slice(0, equals)), text.slice(equals + 1)];
}
