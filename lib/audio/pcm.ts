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
