import { forget } from '#lib/auth/vault.ts';
import { Account } from '#lib/imap/account.ts';
import { announce } from '#lib/imap/hint.ts';
import { listen, tell } from '#lib/platform/news.ts';

// Another process of a portal. It says that it is there, and does what it hears.
listen('say', (text) => tell('said', text));
listen('change', (user) => announce(Account.rejoin({ user, password: '', clientAddress: '' }), 'work'));
listen('sign-out', (sid) => void forget(sid));
setInterval(() => tell('there', String(process.pid)), 50);
