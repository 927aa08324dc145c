/** Samples of headerless 16 bit little endian; an odd last byte is left out. */
export function decodePcm16(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.length >> 1);
  for (let at = 0; at < samples.length; at++) samples[at] = view.getInt16(2 * at, true);
  return samples;
}

/** Samples of 8 bit PCM, which in WAVE files is unsigned. */
export function decodePcm8(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let at = 0; at < samples.length; at++) samples[at] = ((bytes[at] ?? 0) - 128) << 8;
  return samples;
}

/** Samples of little endian PCM of 24 or 32 bits, rounded to 16. */
export function decodeWidePcm(bytes: Uint8Array, bits: 24 | 32): Int16Array {
  const width = bits / 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(Math.floor(bytes.length / width));
  for (let at = 0; at < samples.length; at++) {
    // The upper 16 bits, and the byte below them says which way to round.
    const upper = view.getInt16(at * width + width - 2, true);
    const below = view.getUint8(at * width + width - 3) >> 7;
    samples[at] = Math.min(32_767, upper + below);
  }
  return samples;
}

/** Samples of IEEE floats of 32 or 64 bits, between -1 and 1. What is no number is silence. */
export function decodeFloat(bytes: Uint8Array, bits: 32 | 64): Int16Array {
  const width = bits / 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(Math.floor(bytes.length / width));
  for (let at = 0; at < samples.length; at++) {
    const value = bits === 32 ? view.getFloat32(at * width, true) : view.getFloat64(at * width, true);
    samples[at] = Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768) || 0));
  }
  return samples;
}

/** The mean of all channels; an incomplete last set of samples is left out. */
export function mixToMono(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  const mono = new Int16Array(Math.floor(samples.length / channels));
  for (let at = 0; at < mono.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[at * channels + channel] ?? 0;
    mono[at] = Math.floor(sum / channels + 0.5);
  }
  return mono;
}
