import 'server-only';
import { type Config, config } from '#lib/platform/config.ts';
import type { AmiServer } from './ami-connection.ts';

/** Every Asterisk that the settings name. */
export function amiServers({ AMI_HOST, AMI_PORT, AMI_USER, AMI_SECRET, AMI_TLS }: Config = config()): AmiServer[] {
  return AMI_HOST.map((text) => {
    const [, bracketed, name = text, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
    const host = bracketed ?? name;
    return { host, port: port ? Number(port) : AMI_PORT, user: AMI_USER, secret: AMI_SECRET, tls: AMI_TLS };
  });
}
