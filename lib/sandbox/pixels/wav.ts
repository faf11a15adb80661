import type { NoiseRecipe } from '../recipe.ts'

type Law = NoiseRecipe['law']

const formats: Record<Law, { tag: number; bits: number }> = {
  pcm: { tag: 1, bits: 16 },
  alaw: { tag: 6, bits: 8 },
  ulaw: { tag: 7, bits: 8 },
}

/** 16-bit samples as plain PCM, or by the laws of telephony (G.711). */
export function coded(samples: Int16Array, law: Law): Uint8Array {
  if (law === 'pcm') return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  return Uint8Array.from(samples, law === 'ulaw' ? ulaw : alaw)
}

function ulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const level = Math.min(Math.abs(sample), 32_635) + 132
  const exponent = 24 - Math.clz32(level)
  return ~(sign | (exponent << 4) | ((level >> (exponent + 3)) & 15)) & 255
}

function alaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const level = Math.min(sample < 0 ? -sample - 1 : sample, 32_767) >> 3
  const exponent = Math.max(0, 27 - Math.clz32(level))
  const mantissa = exponent === 0 ? level >> 1 : (level >> exponent) & 15
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}

/** One channel. */
export function wav(data: Uint8Array, rate: number, law: Law): Uint8Array<ArrayBuffer> {
  const { tag, bits } = formats[law]
  const file = new Uint8Array(44 + data.length + (data.length & 1))
  const view = new DataView(file.buffer)
  const text = (at: number, letters: string) => {
    for (let n = 0; n < letters.length; n++) file[at + n] = letters.charCodeAt(n)
  }
  text(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, tag, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, (rate * bits) / 8, true)
  view.setUint16(32, bits / 8, true)
  view.setUint16(34, bits, true)
  text(36, 'data')
  view.setUint32(40, data.length, true)
  file.set(data, 44)
  return file
}
