/** The settings that point Lamplight at a mail server on loopback, in plain text. */
export function settingsFor({ host, port }: { host: string; port: number }): Record<string, string> {
  return {
    IMAP_HOST: host,
    IMAP_PORT: String(port),
    IMAP_TLS: 'none',
    AUTH_SECRET: 'a secret that only tests and the demo know',
  };
}
