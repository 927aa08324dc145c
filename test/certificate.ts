import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUEST = `
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = localhost
[extensions]
subjectAltName = DNS:localhost, IP:127.0.0.1
basicConstraints = CA:TRUE
`;

/** Writes `key.pem` and a `certificate.pem` that signs itself, for `localhost` and `127.0.0.1`. */
export function makeCertificate(folder: string): void {
  const inFolder = (name: string) => join(folder, name);
  writeFileSync(inFolder('request.conf'), REQUEST);
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30'.split(' ');
  const files = [
    '-config',
    inFolder('request.conf'),
    '-keyout',
    inFolder('key.pem'),
    '-out',
    inFolder('certificate.pem'),
  ];
  execFileSync('openssl', ['req', '-x509', ...key, ...files], { stdio: 'pipe' });
}
