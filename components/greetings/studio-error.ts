/** Why nothing can be recorded. */
export type MicrophoneProblem = 'insecure' | 'unable' | 'refused' | 'missing' | 'taken';

/** Why a file gives no sound. */
export type FileProblem = 'too-large' | 'no-sound';

/** What went wrong before there was anything to send. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly problem: MicrophoneProblem | FileProblem;

  constructor(problem: MicrophoneProblem | FileProblem) {
    super(problem);
    this.problem = problem;
  }
}
