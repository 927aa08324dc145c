import 'server-only';
import type { Check } from './check.ts';
import { eachLook } from './each-look.ts';
import { danger, type Line, note, ok, warning } from './line.ts';
import { type BoxLook, isListed } from './look.ts';
import type { Box, Patient } from './patient.ts';
import { settingNamed } from './words.ts';

/** app_voicemail.c mailbox_folders, without those that IMAP storage has no folder for. */
const PHONE_FOLDERS = ['Work', 'Family', 'Friends', 'Cust1', 'Cust2', 'Cust3', 'Cust4', 'Cust5'];

/** Whether folders lie where Asterisk opens them (app_voicemail.c imap_mailbox_name). */
export const checkFolders: Check = {
  name: 'folders',
  async *run(patient) {
    for await (const { box, look } of eachLook(patient)) {
      yield* inbox(patient, box, look);
      yield* others(patient, box, look);
      yield* strays(box, look);
    }
  },
};

function* inbox(patient: Patient, box: Box, look: BoxLook): Iterable<Line> {
  const { inbox: path, greetings } = box.folders;
  if (look.inbox) yield ok(`${box.name}: ${path} is there`);
  else {
    yield warning(
      `${box.name}: there is no folder ${path}`,
      'Asterisk makes it at the first message, where the server lets it',
      `Make it, or correct ${settingNamed(patient, 'imapfolder', 'IMAP_FOLDER')}`,
      box.where,
    );
  }
  if (greetings === null || greetings === path || look.greetings) return;
  const setting = settingNamed(patient, 'greetingsfolder', '');
  yield note(
    `${box.name}: there is no folder ${greetings} for greetings`,
    'Asterisk makes it with the first greeting, where the server lets it',
    `Make it, or correct ${setting}`,
    box.where,
  );
}

function* others(patient: Patient, box: Box, look: BoxLook): Iterable<Line> {
  const { prefix, delimiter } = look.namespace;
  const parent = box.folders.parent;
  const path = (name: string) => (parent === '' ? name : `${parent}${delimiter}${name}`);
  const setting = settingNamed(patient, 'imapparentfolder', 'IMAP_PARENT_FOLDER');
  if (prefix !== '' && !path('Work').startsWith(prefix)) {
    const needed = prefix.slice(0, -delimiter.length);
    yield danger(
      `${box.name}: the server has folders below ${prefix} only, and Asterisk opens ${path('Work')}`,
      'the phone can save to no folder, nor can the page',
      `Set imapparentfolder=${needed}: ${setting}`,
    );
    return;
  }
  const wrong = delimiter === '/' ? null : [box.folders.inbox, parent].find((name) => name.includes('/'));
  if (wrong) {
    yield warning(
      `${box.name}: ${wrong} has a / in it, and the server's delimiter is "${delimiter}"`,
      'Asterisk turns it into the delimiter for the first mailbox that connects only',
      `Write "${delimiter}"`,
    );
  }
  const there = PHONE_FOLDERS.filter((name) => isListed(look.folders, path(name)));
  const absent = PHONE_FOLDERS.filter((name) => !there.includes(name));
  yield ok(`${box.name}: ${there.length > 0 ? `folders to save in: ${there.join(', ')}` : 'no folder to save in yet'}`);
  if (absent.length === 0) return;
  yield ok(
    `${box.name}: made when first used: ${absent.join(', ')}, ${parent === '' ? 'beside the inbox' : `below ${parent}`}`,
  );
}

/** What `save_to_folder` makes and never reads again. */
function* strays({ name, folders: { parent } }: Box, { folders }: BoxLook): Iterable<Line> {
  const bare = parent === '' ? ['Old'] : ['Old', ...PHONE_FOLDERS];
  const found = bare.filter((one) => folders.includes(one));
  if (found.length === 0) return;
  yield note(
    `${name}: there is a folder ${found.join(', ')}`,
    'the phone saves into it and never reads it; the page shows it as "not on the phone"',
    'Move what is in it elsewhere, on the page',
  );
}
