import { phoneRunOf } from '#test/pbx/options.ts';
import { whyNoBench } from '#test/pbx/root.ts';
import { phone } from '#test/run/steps.ts';

/** Each takes ten seconds of real calls. */
const MOST_RUNS = 20;

/**
 * How soon lamp and page follow, beside bare IMAP and a bare refresh: measured by the phone bench, which prints the table.
 * @throws {Error} when it cannot be measured where it could
 */
export async function phoneFigures(repeats: number): Promise<void> {
  const complaint = whyNoBench();
  if (complaint) return console.log(`\nLamp and page are not measured: ${complaint}`);
  const { failed } = await phone(phoneRunOf(['--runs', String(Math.min(repeats, MOST_RUNS))])).run();
  if (failed > 0) throw new Error('Lamp and page could not be measured');
}
