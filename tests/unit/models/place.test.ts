import { expect, test } from 'vitest'
import { type Place, placeHref, readPlace } from '@/components/models/place'

const read = (href: string) => readPlace(new URL(href, 'http://loupe.test').searchParams)

test.for<[string, Place]>([
  ['/models', { group: 'all' }],
  ['/models?group=film', { group: 'film' }],
  ['/models?model=recraft/crisp-upscale', { group: 'all', model: 'recraft/crisp-upscale' }],
  ['/models?group=presets&model=a/b&run=job1', { group: 'presets', model: 'a/b', run: 'job1' }],
  ['/models?model=a%26b%3D/c&job=x', { group: 'all', model: 'a&b=/c', job: 'x' }],
])('%s is a place and its address', ([href, place]) => {
  expect(read(href)).toEqual(place)
  expect(placeHref(place)).toBe(href)
})

test('what makes no sense is left out', () => {
  expect(read('/models?group=nonsense&model=&q=1')).toEqual({ group: 'all' })
})
