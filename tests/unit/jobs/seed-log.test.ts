import { expect, it } from 'vitest'
import { findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { seedLog } from '@/lib/jobs/seed-log'

it('signatures of addresses are never logged, in lists and objects neither', () => {
  const signed = 'https://b.example/a.png?X-Signature=SECRET'
  const logged = JSON.stringify(
    seedLog(findModel('kling-3.0/video') as Model, {
      image_urls: [signed, signed],
      image: signed,
      elements: [{ element_input_urls: [signed] }],
      kling_elements: { name: signed },
    }),
  )
  expect(logged).not.toContain('SECRET')
  expect(logged).toContain('[2] https://b.example/a.png?…')
})
