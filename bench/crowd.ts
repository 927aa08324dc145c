import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Ask } from './crowd-line.ts';
import type { Arrival, Report, Rush } from './crowd-process.ts';
import { median, p95 } from './statistics.ts';

const NODE_OPTIONS = ['--import', './test/with-parent.mjs', '--import', 'tsx'];

/** Many people at once, in a process of their own; each has one connection and asks again as soon as they are answered. */
export class Crowd {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<Report>;
  readonly #rushes: { rate: number; latenciesMs: number[] }[] = [];

  private constructor(name: string) {
    this.#name = name;
    const env = { ...process.env, LAMPLIGHT_STARTER: String(process.pid) };
    this.#process = fork(new URL('./crowd-process.ts', import.meta.url), { env, execArgv: NODE_OPTIONS });
    this.#ended = once(this.#process, 'exit').then(() => ({ error: 'the process that asks has ended' }));
  }

  /** @param people what each asks, in turn */
  static async gather(name: string, url: string, people: Ask[][]): Promise<Crowd> {
    const crowd = new Crowd(name);
    await crowd.#tell({ url, people });
    return crowd;
  }

  /**
   * All ask until so many requests have been answered.
   * @returns milliseconds for each request
   * @throws {Error} when one is not answered as it should be
   */
  async rush(requests: number): Promise<number> {
    const { milliseconds, latenciesMs } = await this.#tell({ requests });
    this.#rushes.push({ rate: (requests / milliseconds) * 1000, latenciesMs });
    return milliseconds / requests;
  }

  /** The last rushes in a line. */
  summary(last: number): string {
    const rushes = this.#rushes.slice(-last);
    const rate = median(rushes.map((rush) => rush.rate));
    const latencies = rushes.flatMap(({ latenciesMs }) => latenciesMs);
    const [middle, slow] = [median(latencies), p95(latencies)];
    return `${this.#name}: ${rate.toFixed(0)} requests/s, each answered in ${middle.toFixed(0)} ms (median), ${slow.toFixed(0)} ms (p95)`;
  }

  disperse(): void {
    this.#process.disconnect();
  }

  async #tell(message: Arrival | Rush): Promise<Exclude<Report, { error: string }>> {
    const answered: Promise<Report> = once(this.#process, 'message').then(([report]) => report);
    this.#process.send(message);
    const report = await Promise.race([answered, this.#ended]);
    if ('error' in report) throw new Error(`${this.#name}: ${report.error}`);
    return report;
  }
}
