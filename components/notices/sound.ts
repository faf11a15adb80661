/** Hz: a fifth upwards. */
const TONES = [587.33, 880]
const SECONDS = 0.18
const LOUDNESS = 0.12

let speaker: AudioContext | null = null

/** Two short soft tones, made here: no file to load. Silent where the browser wants a press first and had none. */
export function playTones() {
  speaker ??= new AudioContext()
  const { currentTime, destination } = speaker
  for (const [at, hertz] of TONES.entries()) {
    const from = currentTime + at * SECONDS
    const tone = new OscillatorNode(speaker, { type: 'sine', frequency: hertz })
    const loudness = new GainNode(speaker, { gain: 0 })
    loudness.gain.setValueAtTime(0, from)
    loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.001, from + SECONDS * 2)
    tone.connect(loudness).connect(destination)
    tone.start(from)
    tone.stop(from + SECONDS * 2)
  }
  void speaker.resume()
}
