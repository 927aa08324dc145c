import 'server-only';
import type { ReadStream } from 'node:tty';
import { parseArgs } from 'node:util';
import { readConfig } from '#lib/platform/config.ts';
import { askPassword } from './ask-password.ts';
import { CHECKS } from './checks.ts';
import { examine, type Group, tally } from './examine.ts';
import { meet } from './meet.ts';
import { groupText, reportJson, verdictText } from './report.ts';

const USAGE = `npm run doctor -- [--login NAME] [--mailbox 1001@default]... [--json]
  The settings come from the environment, as the portal's do. A password is asked for, or read from standard input.`;

/** The site is fit, is not, or could not be looked at. */
export type ExitCode = 0 | 1 | 2;

export interface Room {
  args: string[];
  environment: Readonly<Record<string, string | undefined>>;
  input: ReadStream;
  hasColours: boolean;
  /** The report. */
  say(text: string): void;
  /** What is no part of it. */
  tell(text: string): void;
}

/** The whole of `npm run doctor`. */
export async function consult(room: Room): Promise<ExitCode> {
  try {
    const { login: user, mailbox: mailboxes, json, help } = askedFor(room.args);
    if (help) room.tell(`${USAGE}\n`);
    if (help) return 0;
    const config = readConfig(room.environment);
    const login = user === undefined ? null : { user, password: await askPassword(user, room.input, room.tell) };
    const groups: Group[] = [];
    for await (const group of examine(meet(config, { mailboxes, login }), CHECKS)) {
      groups.push(group);
      if (!json) room.say(`${groupText(group, room.hasColours)}\n`);
    }
    room.say(json ? reportJson(groups) : verdictText(groups));
    return tally(groups).danger === 0 ? 0 : 1;
  } catch (error) {
    room.tell(`${error instanceof Error ? error.message : 'the doctor failed'}\n`);
    return 2;
  }
}

function askedFor(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      login: { type: 'string' },
      mailbox: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}
