import 'server-only';
import { danger, note, warning } from './kind.ts';

const REFUSES = 'Asterisk refuses the file, and keeps what it had or starts without voicemail';

/** What is wrong with the writing (main/config.c, app_voicemail.c actual_load_config). */
export const MISTAKES = {
  'file-unreadable': danger('The file cannot be read', 'nothing is known of the site', 'Let the portal read it'),
  'conf-too-large': danger(
    'There is more than any site has',
    'files that include or inherit one another without end are not followed',
    'Take out the include or the template that repeats itself',
  ),
  'conf-kept': warning(
    'The file is gone, half written or refused',
    'the portal goes on with what it read before',
    'Look whether the file is as it should be',
  ),
  'section-unclosed': danger('A section has no closing bracket', REFUSES, 'Close it'),
  'section-unknown': danger(
    'Section "…" is inherited from or added to, but there is none above',
    REFUSES,
    'Write the name as it stands above, without blanks around it',
  ),
  'entry-outside': danger('An entry stands above every section', REFUSES, 'Move it into its section'),
  'entry-without-equals': warning('A line has no "="', 'Asterisk passes over it', 'Complete it or take it out'),
  'entry-without-name': warning('A line has no name', 'Asterisk passes over it', 'Complete it or take it out'),
  'line-too-long': warning('A line has 8191 bytes or more', 'Asterisk passes over it', 'Make it shorter'),
  'comment-unclosed': warning(
    'A block comment does not end, or ends twice',
    'Asterisk reads nothing of what follows',
    'Close it with --; or begin a comment with a single semicolon',
  ),
  'comment-end-alone': danger(
    'A block comment ends that has not begun',
    'Asterisk reads nothing of what follows',
    'Take the --; out',
  ),
  'comment-too-deep': danger('Block comments are 128 deep', 'Asterisk hangs at such a line', 'Take them apart'),
  'directive-unknown': warning('"#…" means nothing', 'Asterisk passes over it', 'Begin comments with a semicolon'),
  'directive-empty': warning('"#…" names no file', 'Asterisk passes over it', 'Name one or take it out'),
  'exec-refused': warning(
    'A program is run for its output (#exec)',
    'the portal runs none: what Asterisk takes from there is unknown to it',
    'Write the output to a file and #include it',
  ),
  'include-absent': danger('"…" is included and cannot be read', REFUSES, 'Let it be read, or use #tryinclude'),
  'include-optional-absent': note('"…" may be included and cannot be read', 'nothing', 'Nothing, if that is meant'),
  'include-too-deep': danger('Files include one another more than 10 deep', REFUSES, 'Include them from the main file'),
  'setting-twice': warning(
    '[general] has "…" twice with different values',
    'Asterisk takes the first up to version 22 and the last from 23 on',
    'Leave one',
  ),
  'general-twice': warning('There is a second [general]', 'Asterisk reads the first only', 'Write [general](+)'),
  'mailbox-twice': warning('Mailbox … is there twice', 'Asterisk takes the first', 'Take the other out'),
  'mailbox-starred': warning('Mailbox … begins with a star', 'Asterisk has no such mailbox', 'Take it out'),
  'name-too-long': warning('The name of … is too long', 'Asterisk cuts it at 79 bytes', 'Make it shorter'),
  'value-cut': danger(
    '"…" is longer than Asterisk has room for',
    'it cuts the rest off without a word, and a login that was cut fails',
    'Make it shorter',
  ),
  'option-blank': warning(
    'Mailbox …: an option begins or ends its name with a blank',
    'Asterisk does not know it then',
    'Write name=value|name=value without blanks',
  ),
  'option-comma': note(
    'Mailbox …: its options have a comma in them',
    'Asterisk before 13.27 and 16.4 reads no further',
    'Part options by |',
  ),
  'zone-invalid': warning(
    'Zone "…" has no format',
    'Asterisk has no such zone',
    "Write name=Europe/Oslo|'vm-received' Q",
  ),
  'zone-unknown': warning(
    'Mailbox … is in a zone that is not in [zonemessages]',
    'its times are those of the server',
    'Add it',
  ),
  'alias-twice': warning('Alias … is there twice', 'which one Asterisk takes is luck', 'Leave one'),
};
