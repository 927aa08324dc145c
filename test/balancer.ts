import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A plain load balancer. */
export interface Balancer {
  /** How many requests each instance has got. */
  served: number[];
  stop(): Promise<void>;
}

/** Sends each request to the next instance, whoever it comes from: nothing is sticky. */
export async function startBalancer(port: number, instances: number[]): Promise<Balancer> {
  const served = instances.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const next = turn % instances.length;
    turn += 1;
    served[next] = (served[next] ?? 0) + 1;
    passOn(incoming, answer, instances[next] ?? 0);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    served,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function passOn(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = incoming;
  const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (heard) => {
    answer.writeHead(heard.statusCode ?? 502, heard.headers);
    answer.flushHeaders();
    heard.pipe(answer).on('error', () => heard.destroy());
  });
  outgoing.once('error', () => answer.destroy());
  answer.once('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
