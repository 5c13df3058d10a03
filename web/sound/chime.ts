/** A short bell of two tones, made by the browser itself: there is no file to load. */

/** Frequency (Hz), and when it is struck (s). */
const tones = [
  { pitch: 784, at: 0 },
  { pitch: 1047, at: 0.22 },
] as const;
const lasts = 0.9;
const loudness = 0.35;

function strike(context: AudioContext, pitch: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + lasts - 0.25);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + lasts);
}

/** A page that nobody has touched may sound where the browser was started so: a moment of silence tells. */
const mayPlay = (): Promise<boolean> =>
  new Audio('/silence.wav').play().then(
    () => true,
    () => false,
  );

export class Chime {
  #context: AudioContext | undefined;
  #until = 0;

  /** Whether the browser lets this page sound; it lets every page once somebody has touched it. */
  async open(): Promise<boolean> {
    // The context is not made before: browsers warn of one that must wait.
    if (navigator.userActivation?.hasBeenActive !== true && !(await mayPlay())) return false;
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
      return this.#context.state === 'running';
    } catch {
      return false;
    }
  }

  /** Sounds, unless it still does; false where the browser does not let it. */
  ring(): boolean {
    const context = this.#context;
    if (context?.state !== 'running') return false;
    if (context.currentTime < this.#until) return true;
    this.#until = context.currentTime + lasts;
    for (const { pitch, at } of tones) strike(context, pitch, context.currentTime + at);
    return true;
  }
}
