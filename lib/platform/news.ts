import { EventEmitter } from 'node:events';
import { config } from './config.ts';
import { once } from './once.ts';
import { hearRedis, tellRedis } from './redis.ts';

const CHANNEL = 'lamplight:news';

/** What travels between processes. */
interface News {
  from: string;
  topic: string;
  text: string;
}

const exchange = () =>
  once('news', () => ({
    // No process hears of itself twice.
    name: crypto.randomUUID(),
    emitter: new EventEmitter().setMaxListeners(0),
    hearing: new Set<string>(),
  }));

/** Tells all who listen to a topic: in this process at once, with `REDIS_URL` in the others a moment later, if Redis is there. */
export function tell(topic: string, text: string): void {
  const { emitter, name } = exchange();
  emitter.emit(topic, text);
  const { REDIS_URL } = config();
  if (REDIS_URL) tellRedis(REDIS_URL, CHANNEL, JSON.stringify({ from: name, topic, text } satisfies News));
}

/** @returns what ends it */
export function listen(topic: string, hear: (text: string) => void): () => void {
  const { emitter } = exchange();
  hearOthers();
  emitter.on(topic, hear);
  return () => void emitter.off(topic, hear);
}

function hearOthers(): void {
  const { hearing, emitter, name } = exchange();
  const { REDIS_URL } = config();
  if (!REDIS_URL || hearing.has(REDIS_URL)) return;
  hearing.add(REDIS_URL);
  hearRedis(REDIS_URL, CHANNEL, (message) => {
    const news = newsIn(message);
    if (news && news.from !== name) emitter.emit(news.topic, news.text);
  });
}

/** Whoever may write to our Redis may write anything. */
function newsIn(message: string): News | null {
  try {
    const { from, topic, text } = Object(JSON.parse(message)) as Partial<News>;
    return from && topic && typeof text === 'string' ? { from, topic, text } : null;
  } catch {
    return null;
  }
}
