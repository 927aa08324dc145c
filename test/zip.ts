import { crc32 } from 'node:zlib';

interface ZippedFile {
  name: string;
  bytes: Buffer;
  /** As the zip says it, in nobody's zone: `2026-11-23 04:00`. */
  modified: string;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const UTF8 = 0x0800;

/**
 * The files of a zip whose files are stored, by its central directory (APPNOTE 4.3).
 * @throws {Error} when it is cut off, or a file is not what its checksum says
 */
export function unzip(zip: Buffer): ZippedFile[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('The zip has no end');
  const files: ZippedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`The zip has no entry at ${at}`);
    const [nameLength, extraLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
    files.push(fileOf(zip, at, zip.toString('utf8', at + 46, at + 46 + nameLength)));
    at += 46 + nameLength + extraLength;
  }
  return files;
}

function fileOf(zip: Buffer, at: number, name: string): ZippedFile {
  if ((zip.readUInt16LE(at + 8) & UTF8) === 0) throw new Error(`${name} is not said to be UTF-8`);
  const local = zip.readUInt32LE(at + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 20));
  if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
  return { name, bytes, modified: modifiedOf(zip.readUInt16LE(at + 14), zip.readUInt16LE(at + 12)) };
}

/** MS-DOS date and time. */
function modifiedOf(date: number, time: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`;
  return `${day} ${two(time >> 11)}:${two((time >> 5) & 63)}`;
}
