import { describe, expect, it } from 'vitest'
import { priceOfInput } from '@/components/stage/price'
import { models } from '@/lib/catalog/catalog'
import { modelView } from '@/lib/catalog/offer'
import { quote } from '@/lib/catalog/quote'
import type { ModelView } from '@/lib/catalog/view'
import { file, film, idOf } from './files'

function viewOf(id: string): ModelView {
  const view = modelView(id, 'en', { demo: true, xty: true })
  if (!view) throw new Error(`no ${id}`)
  return view
}

describe('the price of the same run today', () => {
  it('is that of its settings', () => {
    const picture = file(idOf(1))
    expect(priceOfInput(viewOf('recraft/remove-background'), { image: picture.id }, [picture])).toEqual({
      credits: 1,
      exact: true,
    })
    const nano = viewOf('nano-banana-pro')
    const price = (resolution: string) => priceOfInput(nano, { prompt: 'A vase', resolution }, [])?.credits
    expect(price('4K')).toBeGreaterThan(price('1K') ?? Number.POSITIVE_INFINITY)
  })

  it('counts the seconds of the film that was given', () => {
    const view = viewOf('wan/2-2-animate-move')
    const input = { video_url: idOf(2), image_url: idOf(1), resolution: '480p' }
    const price = (durationMs: number | null) =>
      priceOfInput(view, input, [file(idOf(1)), film(idOf(2), { durationMs })])
    const known = quote(view, input, { seconds: () => 5, pixels: () => null })
    expect(known.kind === 'price' && known.hold / 1_000).toBe(price(5_000)?.credits)
    expect(price(10_000)?.credits).toBe((price(5_000)?.credits ?? 0) * 2)
    expect(price(10_000)?.exact).toBe(false)
    expect(price(null)).toBeNull()
    expect(priceOfInput(view, input, [])).toBeNull()
  })

  it('is not told of settings that have none, and never breaks the page', () => {
    expect(priceOfInput(viewOf('nano-banana-pro'), { prompt: 'A vase', resolution: '16K' }, [])).toBeNull()
    for (const { id, example } of models) {
      expect(() => priceOfInput(viewOf(id), example, [])).not.toThrow()
      expect(() => priceOfInput(viewOf(id), {}, [])).not.toThrow()
    }
  })
})
