/** Next calls it once, when the server starts: the lamp must follow even while nobody has a page open, and dangers be told. */
export async function register(): Promise<void> {
  const { startPhone } = await import('#lib/phone/phone.ts');
  const { startTellingDangers } = await import('#lib/site/tell-dangers.ts');
  const { BASE_PATH } = await import('#lib/api/site-path.ts');
  const { config } = await import('#lib/platform/config.ts');
  if (BASE_PATH !== config().BASE_PATH) throw new Error(`Cannot start: it was built with BASE_PATH=${BASE_PATH}`);
  startPhone();
  startTellingDangers();
  // While developing, Next alone knows when a route has changed.
  if (process.env.NODE_ENV !== 'production') return;
  const { answerBeforeNext } = await import('#lib/platform/direct.ts');
  const { directAnswers } = await import('./direct-answers.ts');
  answerBeforeNext(directAnswers());
}
