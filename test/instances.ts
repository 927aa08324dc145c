import { listen } from '#lib/platform/news.ts';
import { type Child, startNode } from './child.ts';
import { Hearing } from './hearing.ts';

/** Starts another process of the portal that these settings are of, and waits until it can hear us. */
export async function otherInstance(settings: Record<string, string>): Promise<Child> {
  const there = hearing('there');
  const child = startNode('other-instance', ['--conditions=react-server', 'test/other-instance.ts'], settings);
  await there.hears(/./, 15_000);
  there.end();
  return child;
}

/** What is told of a topic. */
export function hearing(topic: string): Hearing & { end(): void } {
  const heard = new Hearing();
  return Object.assign(heard, { end: listen(topic, (text) => heard.say(text)) });
}
