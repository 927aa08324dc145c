import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';

/** A reverse proxy that hands on what is below a path, as it is, and knows nothing else. */
export async function proxyBelow(path: string, { port, to }: { port: number; to: string }): Promise<Server> {
  const { hostname, port: upstream } = new URL(to);
  const server = createServer((asked, answer) => {
    const { method, url = '', headers } = asked;
    if (!url.startsWith(`${path}/`) && url !== path) {
      answer.writeHead(404).end('Nothing of the portal');
      return;
    }
    const forwarded = { ...headers, 'x-forwarded-for': '192.0.2.7' };
    const onward = request({ host: hostname, port: upstream, method, path: url, headers: forwarded }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await once(server.listen(port), 'listening');
  return server;
}
