type Label = { label: string; credits: number }
type Values = Record<string, unknown>

/** What KIE's labels call these values. */
const called: Record<string, Record<string, string>> = {
  mode: { std: '720p', pro: '1080p', '4K': '4k' },
}

/** KIE's labels for people ("6 s 480p", "720p, video in") that fit the settings: read word by word. */
export const labelsFor = (labels: Label[], settings: Values): Label[] =>
  labels.filter(({ label }) => fits(label, settings))

function fits(label: string, settings: Values): boolean {
  const words = label.toLowerCase()
  const said = [settings.resolution, settings.mode, settings.quality, settings.rendering_speed, settings.size]
    .filter((value) => value !== undefined)
    .map((value) => (called.mode?.[String(value)] ?? String(value)).toLowerCase())
  return (
    sizes(words, said) &&
    lengths(words, settings) &&
    sound(words, settings) &&
    film(words, settings) &&
    rest(words, settings)
  )
}

const SIZES = /\b(\d+p|[124]k|medium|high|standard|turbo|balanced|quality)\b/g

function sizes(words: string, said: string[]): boolean {
  const named = [
    ...words
      .replace('up to 2k', '')
      .replace(/^360p to /, '')
      .matchAll(SIZES),
  ].map(([size]) => size)
  return named.length === 0 || said.length === 0 || named.some((size) => said.includes(size))
}

function lengths(words: string, settings: Values): boolean {
  const range = /(\d+)(?:-(\d+))? s\b/.exec(words)
  const length = settings.duration ?? settings.n_frames ?? settings.extend_times
  if (!range || length === undefined) return true
  return Number(length) >= Number(range[1]) && Number(length) <= Number(range[2] ?? range[1])
}

function sound(words: string, settings: Values): boolean {
  if (!words.includes('sound')) return true
  return settings.sound === !words.includes('no sound')
}

function film(words: string, settings: Values): boolean {
  const given = settings.reference_video_urls !== undefined || settings.video_list !== undefined
  if (words.includes('no video in')) return !given
  return words.includes('video in') ? given : settings.video_list === undefined
}

function rest(words: string, settings: Values): boolean {
  if (words.includes('pictures')) return settings.enable_pro === words.includes('enable_pro')
  if (!/\dx/.test(words)) return true
  return words.includes(`${settings.upscale_factor}x`)
}
