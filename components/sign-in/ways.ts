/** How one may come in by a form: by what the mail server knows, or by what the phone asks for. */
export type WayIn = 'password' | 'pin';

interface Way {
  /** What the switch between the two calls it. */
  title: string;
  /** next-auth's own endpoint for it. */
  path: string;
  name: { field: string; label: string };
  secret: { field: string; label: string; word: string; isDigits: boolean };
}

export const WAYS: Record<WayIn, Way> = {
  password: {
    title: 'Name and password',
    path: '/api/auth/callback/credentials',
    name: { field: 'username', label: 'Mailbox number or name' },
    secret: { field: 'password', label: 'Password', word: 'password', isDigits: false },
  },
  pin: {
    title: 'Extension and PIN',
    path: '/api/auth/callback/pin',
    name: { field: 'extension', label: 'Extension' },
    secret: { field: 'pin', label: 'PIN', word: 'PIN', isDigits: true },
  },
};
