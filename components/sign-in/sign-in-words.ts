import type { WayIn } from './ways.ts';

export interface SignInFailure {
  kind: 'rejected' | 'server' | 'wait';
  title: string;
  text: string;
  /** Seconds until another try is allowed; 0 when it is now. */
  waitSeconds: number;
}

const INCOMPLETE = {
  kind: 'server',
  title: 'Signing in with your company account was not completed.',
  text: 'Try again. If it stays so, tell your administrator.',
} as const;

const WORDS: Record<string, Omit<SignInFailure, 'waitSeconds'>> = {
  'credentials-rejected': {
    kind: 'rejected',
    title: 'That name and password do not match.',
    text: 'Check both and try again.',
  },
  'mail-server-unreachable': {
    kind: 'server',
    title: 'The mail server does not answer.',
    text: 'Your password may well be right. Try again in a minute.',
  },
  'mailbox-busy': {
    kind: 'server',
    title: 'The mail server is busy.',
    text: 'Your password may well be right. Try again in a minute.',
  },
  'site-misconfigured': {
    kind: 'server',
    title: 'This site cannot open your mailbox.',
    text: 'What you typed may well be right. Tell your administrator: the log says what is wrong.',
  },
  'sessions-unreachable': {
    kind: 'server',
    title: 'Nobody can sign in at the moment.',
    text: 'The site cannot reach its own memory. Your password may well be right. Try again in a minute.',
  },
  'mail-server-misbehaved': {
    kind: 'server',
    title: 'The mail server gave an answer that makes no sense.',
    text: 'Your password may well be right. If it stays so, tell your administrator.',
  },
  'second-factor-rejected': {
    kind: 'rejected',
    title: 'That code does not count.',
    text: 'It is wrong, over, or was used already. Wait for the next one.',
  },
  'too-many-attempts': { kind: 'wait', title: 'Too many tries.', text: 'Your phone still works as always.' },
  'not-allowed': {
    kind: 'rejected',
    title: 'Your company account has no voicemail here.',
    text: 'Ask whoever looks after the phones to give it a mailbox.',
  },
  // next-auth's own: when it sets out, and when it comes back.
  OAuthSignin: {
    kind: 'server',
    title: 'Your company’s sign-in does not answer.',
    text: 'Try again in a minute. Other ways to sign in still work.',
  },
  OAuthCallback: INCOMPLETE,
  Callback: INCOMPLETE,
  offline: {
    kind: 'server',
    title: 'This site does not answer.',
    text: 'Your connection may be down. Try again in a minute.',
  },
};

const OURS: Omit<SignInFailure, 'waitSeconds'> = {
  kind: 'server',
  title: 'Signing in did not work.',
  text: 'The fault is on this site’s side. If it stays so, tell your administrator.',
};

/** What to tell about a refused sign-in, from its code: `credentials-rejected`, `too-many-attempts:278`. */
export function signInFailure(error: string, way: WayIn = 'password'): SignInFailure {
  const [code = '', seconds] = error.split(':');
  const { title, text, kind } = WORDS[code] ?? OURS;
  const isPin = way === 'pin';
  return {
    kind,
    title: isPin && code === 'credentials-rejected' ? 'That extension and PIN do not match.' : title,
    text: isPin ? text.replace('Your password', 'Your PIN') : text,
    waitSeconds: Number(seconds) || 0,
  };
}

/** Where to go after signing in: a path of this site, whatever the address bar asks for. */
export function safeReturnPath(from: string | null, origin: string): string {
  const inbox = '/inbox';
  if (!from?.startsWith('/') || !URL.canParse(from, origin)) return inbox;
  const url = new URL(from, origin);
  return url.origin === origin ? url.pathname + url.search : inbox;
}
