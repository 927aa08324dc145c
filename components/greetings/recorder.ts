import { type MicrophoneProblem, StudioError } from './studio-error.ts';
import { loudest } from './take.ts';

const PROBLEMS: Record<string, MicrophoneProblem> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'taken',
  AbortError: 'taken',
};

/** Nothing plays meanwhile, so there is no echo to take out; a telephone has one channel. */
const WISH: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: false,
  noiseSuppression: true,
  autoGainControl: true,
};
const BITS_PER_SECOND = 128_000;
const LEVEL_SAMPLES = 2048;

/** A microphone that is open: how loud it is, and what it records. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #context = new AudioContext();
  readonly #meter: AnalyserNode;
  readonly #samples = new Float32Array(LEVEL_SAMPLES);
  #recording: MediaRecorder | null = null;

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    this.#meter = new AnalyserNode(this.#context, { fftSize: LEVEL_SAMPLES });
    this.#context.createMediaStreamSource(stream).connect(this.#meter);
    // The press may be long ago when the person has allowed it.
    void this.#context.resume();
  }

  /** Asks the person for the microphone. @throws {StudioError} */
  static async open(): Promise<Recorder> {
    // Browsers give a microphone to no page that came in plain text.
    if (!navigator.mediaDevices) throw new StudioError(isSecureContext ? 'unable' : 'insecure');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WISH }).catch((error: Error) => {
      throw new StudioError(PROBLEMS[error.name] ?? 'unable');
    });
    return new Recorder(stream);
  }

  /** How loud it is just now, 0 to 1. */
  level(): number {
    this.#meter.getFloatTimeDomainData(this.#samples);
    return loudest(this.#samples);
  }

  /** @returns what was recorded, once `stop` was called or the microphone is gone */
  record(): Promise<Blob> {
    const recording = new MediaRecorder(this.#stream, { audioBitsPerSecond: BITS_PER_SECOND });
    this.#recording = recording;
    const pieces: Blob[] = [];
    recording.ondataavailable = ({ data }) => pieces.push(data);
    const stopped = new Promise<Blob>((resolve) => {
      recording.onstop = () => resolve(new Blob(pieces, { type: recording.mimeType }));
    });
    recording.start();
    return stopped;
  }

  stop(): void {
    if (this.#recording?.state === 'recording') this.#recording.stop();
  }

  /** Gives the microphone back: the browser's red dot goes out. */
  close(): void {
    this.stop();
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#context.close();
  }
}
