/** Next calls it once, when the server starts: the lamp must follow even while nobody has a page open. */
export async function register(): Promise<void> {
  const { startPhone } = await import('#lib/phone/phone.ts');
  startPhone();
}
