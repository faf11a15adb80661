import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { Refusal } from '@/lib/refusal'

// Inputs that are made to cost: each is refused, names its field, and takes the processor no time worth speaking of.

const model = (id: string) => findModel(id) as Model
const refused = (id: string, input: Record<string, unknown>) => {
  const built = buildInput(model(id), input)
  return built instanceof Refusal ? Object.keys(built.options.fields ?? {}) : 'accepted'
}

/** Processor time, so that a busy machine does not count; a pattern that backtracks takes seconds. */
function cheap<T>(work: () => T): T {
  const before = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(500)
  return answer
}

describe('hostile input', () => {
  it('of endless digits and blanks is refused at once', () => {
    const digits = `${'1'.repeat(1_000_000)}x`
    expect(cheap(() => refused('ideogram/v3-text-to-image', { prompt: 'x', seed: digits }))).toEqual(['seed'])
    const blanks = `${'A'.repeat(64)}${' '.repeat(1_000_000)}!`
    expect(cheap(() => refused('recraft/remove-background', { image: blanks }))).toEqual(['image'])
  })

  it('of more than anybody means is refused', () => {
    const urls = Array.from({ length: 100_000 }, (_, n) => `https://example.com/${n}.jpg`)
    expect(cheap(() => refused('ideogram/character', { prompt: 'x', reference_image_urls: urls }))).toEqual([
      'reference_image_urls',
    ])
    const boxes = Array.from({ length: 500_000 }, () => [[0, 0, 1, 1]])
    const wan = { prompt: 'x', input_urls: ['https://example.com/a.jpg'], bbox_list: boxes }
    expect(cheap(() => refused('wan/2-7-image', wan))).toEqual(['bbox_list'])
    const words = 'x'.repeat(10_000_000)
    expect(cheap(() => refused('gpt-image/1.5-text-to-image', { prompt: words }))).toContain('prompt')
  })

  it('of shots that last longer than the film that is paid is refused', () => {
    const shot = { prompt: 'x', duration: 12 }
    const film = { prompt: 'x', sound: false, duration: '3', mode: 'std', aspect_ratio: '16:9' }
    expect(refused('kling-3.0/video', { ...film, multi_shots: true, multi_prompt: [shot, shot] })).toEqual([
      'multi_prompt',
    ])
    const scenes = [
      { Scene: 'x', duration: 15 },
      { Scene: 'y', duration: 15 },
    ]
    expect(
      refused('sora-2-pro-storyboard', { n_frames: '10', shots: scenes, aspect_ratio: 'landscape' }),
    ).toEqual(['shots'])
  })
})
