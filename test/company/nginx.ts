import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#test/free-port.ts';
import { keep, makeFolder } from '#test/keeper.ts';
import { findProgram } from '#test/programs.mjs';
import { runAs } from '#test/run-as.ts';

/** A real nginx that knows who asks, by name and password (RFC 7617), and tells the portal in `X-Remote-User`. */
export interface CompanyProxy {
  url: string;
  /** Leaves no process and no file. */
  stop(): Promise<void>;
}

/**
 * @param upstream port of the portal on loopback
 * @param people by name, with their passwords
 * @throws {Error} when nginx is missing, or with what it says when it does not start
 */
export async function startNginx(upstream: number, people: Record<string, string>): Promise<CompanyProxy> {
  const nginx = findProgram('nginx');
  if (!nginx) throw new Error('nginx is missing. Debian: apt install nginx-light. macOS: brew install nginx');
  const who = runAs();
  const [folder, port] = [makeFolder(who), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const lines = Object.entries(people).map(([name, password]) => `${name}:{PLAIN}${password}\n`);
  writeFileSync(join(folder, 'people'), lines.join(''));
  writeFileSync(join(folder, 'nginx.conf'), nginxConf(folder, { port, upstream, user: `${who.user} ${who.group}` }));
  const command = [nginx, '-p', folder, '-e', join(folder, 'log'), '-c', join(folder, 'nginx.conf')];
  const isUp = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  return { url, stop: await keep({ name: 'nginx', folder, command, port, isUp }) };
}

interface Wiring {
  port: number;
  upstream: number;
  user: string;
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** As docs/company-sign-in.md tells sites to do it. */
const nginxConf = (folder: string, { port, upstream, user }: Wiring) => `
${process.getuid?.() === 0 ? `user ${user};` : ''}
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/log;
events { worker_connections 64; }
http {
  access_log off;
  ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    auth_basic "the company";
    auth_basic_user_file ${folder}/people;
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_set_header X-Remote-User $remote_user;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`;
