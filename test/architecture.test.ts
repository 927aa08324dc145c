import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Who may import whom. A folder that is not listed may be imported by nobody. */
const MAY_IMPORT: Record<string, string[]> = {
  'lib/voicemail': [],
  'lib/audio': [],
  'lib/platform': [],
  'lib/api': ['lib/voicemail'],
  'lib/site': ['lib/voicemail', 'lib/platform'],
  'lib/imap': ['lib/voicemail', 'lib/site', 'lib/platform'],
  'lib/phone': ['lib/voicemail', 'lib/site', 'lib/platform'],
  'lib/mailbox': ['lib/voicemail', 'lib/audio', 'lib/site', 'lib/imap', 'lib/phone', 'lib/platform'],
  'lib/auth': ['lib/voicemail', 'lib/site', 'lib/imap', 'lib/platform'],
  'lib/doctor': ['lib/voicemail', 'lib/site', 'lib/imap', 'lib/phone', 'lib/platform'],
  'lib/http': ['lib/voicemail', 'lib/api', 'lib/auth', 'lib/platform'],
  components: ['lib/voicemail', 'lib/api'],
  app: ['components', 'lib/voicemail', 'lib/api', 'lib/mailbox', 'lib/auth', 'lib/http', 'lib/platform'],
  pages: ['lib/voicemail', 'lib/api', 'lib/mailbox', 'lib/auth', 'lib/http', 'lib/platform'],
};

/** Packages that only one place may touch. The longest match decides. */
const ONLY_IN = {
  imapflow: 'lib/imap/',
  mailparser: 'lib/imap/',
  zod: 'lib/',
  '@redis/client': 'lib/platform/',
  'next-auth': 'lib/auth/',
  'client-zip': 'lib/http/',
};

/** Folders whose every file must say that it is not for the browser. */
const SERVER_ONLY = ['lib/site', 'lib/imap', 'lib/phone', 'lib/mailbox', 'lib/auth', 'lib/doctor', 'lib/http'];

const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
const TYPE_IMPORT = /import type [^;]*?from\s*['"][^'"]+['"]/g;
const moduleOf = (path: string) => path.split('/', path.startsWith('lib/') ? 2 : 1).join('/');

function violations(file: string, source: string): string[] {
  const complaints = [...source.matchAll(IMPORT)].map(([, specifier = '']) => judge(file, specifier));
  return [
    ...complaints,
    judgeContract(file, source),
    judgeServerOnly(file, source),
    judgePhoneSafe(file, source),
  ].flatMap((complaint) => (complaint ? [`${file}: ${complaint}`] : []));
}

function judge(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('../')) return `${specifier} leaves its folder; write #lib/… or #components/…`;
  const [, place] =
    Object.entries(ONLY_IN)
      .filter(([name]) => `${specifier}/`.startsWith(`${name}/`))
      .at(-1) ?? [];
  if (place && !file.startsWith(place)) return `only ${place} may import ${specifier}`;
  if (!specifier.startsWith('#')) return undefined;
  const [from, to] = [moduleOf(file), moduleOf(specifier.slice(1))];
  return from === to || MAY_IMPORT[from]?.includes(to) ? undefined : `${from} may not import ${to}`;
}

/** zod is 92 kB: what runs in the browser takes types from the contract and nothing else. */
function judgeContract(file: string, source: string): string | undefined {
  if (!/^(components|lib\/api\/client)/.test(file)) return undefined;
  const [imported] = /\b(contract|shapes)\.ts/.exec(source.replaceAll(TYPE_IMPORT, '')) ?? [];
  return imported && `import only types from ${imported}`;
}

/** imapflow's calls that expunge, or move, by themselves: each would break the phone-safe protocol (CLOSE expunges too). */
function judgePhoneSafe(file: string, source: string): string | undefined {
  const [call] = /\.(messageDelete|messageMove|mailboxClose|mailboxDelete|mailboxRename)\b/.exec(source) ?? [];
  return call && file.startsWith('lib/') ? `${call}() expunges or moves by itself` : undefined;
}

function judgeServerOnly(file: string, source: string): string | undefined {
  const mustSay = SERVER_ONLY.includes(moduleOf(file)) && !source.includes("import 'server-only'");
  return mustSay ? "import 'server-only' is missing" : undefined;
}

test.each([
  ['components/player/player.tsx', "import { open } from '#lib/mailbox/mailbox.ts'"],
  ['components/player/player.tsx', "import { listMessages } from '#lib/api/contract.ts'"],
  ['components/player/player.tsx', "import { message } from '#lib/api/shapes.ts'"],
  ['app/api/messages/route.ts', 'import { ImapFlow } from "imapflow"'],
  ['app/api/messages/route.ts', "export { x } from '#lib/imap/read.ts'"],
  ['lib/voicemail/caller.ts', "const x = await import('../imap/read.ts')"],
  ['lib/imap/pool.ts', "import { once } from '#lib/platform/once.ts'"],
  ['lib/mailbox/watch.ts', "import 'server-only'; import { aMessage } from '#test/builders.ts'"],
  ['lib/imap/write.ts', "import 'server-only'; await client.messageDelete(uid, { uid: true })"],
  ['components/sign-in/sign-in-form.tsx', "import { signIn } from 'next-auth/react'"],
])('catches %s: %s', (file, source) => {
  expect(violations(file, source)).toHaveLength(1);
});

test.each([
  ['lib/auth/options.ts', "import 'server-only'; import NextAuth from 'next-auth'"],
  ['components/messages/use-messages.ts', "import type { MessagePage } from '#lib/api/contract.ts'"],
  ['lib/imap/read.ts', "import 'server-only'; import { openFolder } from './folder.ts'"],
])('allows %s: %s', (file, source) => {
  expect(violations(file, source)).toEqual([]);
});

test('every import follows the table', () => {
  const files = ['app', 'pages', 'components', 'lib']
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => `${root}/${name}`))
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([]);
});
