import { type Balancer, startBalancer } from '#test/balancer.ts';
import { freePort } from '#test/free-port.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { type Portal, startPortal } from '#test/portal.ts';
import { type RedisServer, startRedis } from '#test/redis.ts';

/** Two portals that share a Redis, and a balancer before them that sends each request to the other one. */
export interface TwoInstances {
  url: string;
  mailServer: MailServer;
  redis: RedisServer;
  balancer: Balancer;
  /** By which each is reached past the balancer. */
  urls: string[];
  stop(): Promise<void>;
}

export async function openTwoInstances(name: string): Promise<TwoInstances> {
  const [mailServer, redis] = [await startMailServer(), await startRedis()];
  const [port, ...ports] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const settings = { REDIS_URL: redis.url, PUBLIC_URL: url };
  const portals: Portal[] = [];
  for (const [i, own] of ports.entries()) {
    portals.push(await startPortal(mailServer, { port: own, mode: 'production', name: `${name}-${i}`, settings }));
  }
  const balancer = await startBalancer(port ?? 0, ports);
  return {
    url,
    mailServer,
    redis,
    balancer,
    urls: portals.map((portal) => portal.url),
    async stop() {
      await balancer.stop();
      await Promise.all(portals.map((portal) => portal.stop()));
      await redis.stop();
      await mailServer.stop();
    },
  };
}
