import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { models } from '@/lib/catalog/catalog'
import type { Field, Model } from '@/lib/catalog/schema'
import { inputProblem, type Problem } from '@/lib/sandbox/wire-check'

type Input = Record<string, unknown>

const market = models.filter(({ provider }) => provider === 'kie')
const model = (id: string) => market.find((one) => one.id === id) as Model
const TASK = '0123456789abcdef0123456789abcdef'

/** What KIE would be sent for a model's example. */
const exampleOf = ({ fields, example }: Model): Input => {
  const given = Object.entries(example).map(([name, value]) => [
    name,
    fields.find((field) => field.name === name)?.type === 'task' ? TASK : value,
  ])
  return Object.fromEntries(given) as Input
}

type Fault = { what: string; of: (field: Field, input: Input) => unknown; says: string }

/** Each breaks one field; undefined where it does not apply. */
const faults: Fault[] = [
  {
    what: 'a number in place of a text',
    of: ({ type }) => (/^(text|string|numeric|image|video|audio|task)$/.test(type) ? 5 : undefined),
    says: '',
  },
  {
    what: 'a text in place of a number',
    of: ({ type }) => (/^(number|integer)$/.test(type) ? '5' : undefined),
    says: 'must be',
  },
  {
    what: 'a word for a switch',
    of: ({ type }) => (type === 'boolean' ? 'true' : undefined),
    says: 'must be boolean',
  },
  {
    what: 'a value that is not on the list',
    of: ({ type }) => (type === 'enum' ? 'nothing of ours' : undefined),
    says: 'allowed options',
  },
  {
    what: 'the other JSON type of a value on the list',
    of: ({ enum: list }) => (typeof list?.[0] === 'number' ? String(list[0]) : undefined),
    says: 'allowed options',
  },
  {
    what: 'too much',
    of: ({ type, max, maxWhen }) =>
      /^(number|integer)$/.test(type) && max !== undefined && !maxWhen ? max + 1 : undefined,
    says: 'at most',
  },
  {
    what: 'too little',
    of: ({ type, min }) => (/^(number|integer)$/.test(type) && min !== undefined ? min - 1 : undefined),
    says: 'at least',
  },
  {
    what: 'half a piece',
    of: ({ type, min }) => (type === 'integer' ? (min ?? 0) + 0.5 : undefined),
    says: 'must be integer',
  },
  {
    what: 'too many letters',
    of: ({ type, maxLength }) => (type === 'text' && maxLength ? 'x'.repeat(maxLength + 1) : undefined),
    says: 'exceeds',
  },
  {
    what: 'no address',
    of: ({ type }) => (/^(image|video|audio)$/.test(type) ? 'picture.png' : undefined),
    says: 'valid URL',
  },
  {
    what: 'another kind of address',
    of: ({ type }) => (/^(image|video|audio)\[\]$/.test(type) ? ['data:image/png;base64,AAAA'] : undefined),
    says: 'valid URL',
  },
  {
    what: 'too many addresses',
    of: ({ type, maxItems }) =>
      type.endsWith('[]') && maxItems
        ? Array.from({ length: maxItems + 1 }, () => 'https://example.com/x')
        : undefined,
    says: 'at most',
  },
  {
    what: 'one in place of several',
    of: ({ type }) => (type.endsWith('[]') ? 'https://example.com/x' : undefined),
    says: 'must be array',
  },
]

const bodies = JSON.parse(
  readFileSync(join(process.cwd(), 'tests/fixtures/kie-bodies.json'), 'utf8'),
) as Record<string, { least: Input; most: Input }>

type Recording = { url: string; request?: { model: string; input: Input } }
const recorded = readFileSync(join(process.cwd(), 'tests/fixtures/kie/recordings.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recording)
  .flatMap(({ url, request }) => (url.endsWith('/createTask') && request ? [request] : []))

describe('what KIE would refuse', () => {
  it('takes the example of every model', () => {
    expect(market.length).toBe(148)
    for (const one of market) expect(inputProblem(one, exampleOf(one)), one.id).toBeNull()
  })

  it('takes what the generator of golden bodies makes: the least and the most that KIE describes', () => {
    for (const one of market) {
      const golden = bodies[one.id]
      expect(golden, one.id).toBeDefined()
      for (const input of [golden?.least, golden?.most]) {
        expect(inputProblem(one, input ?? {}), `${one.id} ${JSON.stringify(input)}`).toBeNull()
      }
    }
  })

  it('refuses a name that it does not know, and what is missing', () => {
    for (const one of market) {
      const example = exampleOf(one)
      const unknown: Problem = { code: 422, message: 'Unknown parameter: nothing_of_ours' }
      expect(inputProblem(one, { ...example, nothing_of_ours: 1 }), one.id).toEqual(unknown)
      for (const { name } of one.fields.filter(({ required }) => required)) {
        const { [name]: _, ...rest } = example
        const missing = { code: 500, message: `${name} is required` }
        expect(inputProblem(one, rest), one.id).toEqual(missing)
      }
    }
  })

  it('refuses each planted fault, and names its field', () => {
    const planted = Object.fromEntries(faults.map(({ what }) => [what, 0]))
    for (const one of market) {
      for (const field of one.fields) {
        for (const { what, of, says } of faults) {
          const wrong = of(field, one.example)
          if (wrong === undefined) continue
          planted[what] = (planted[what] ?? 0) + 1
          const problem = inputProblem(one, { ...exampleOf(one), [field.name]: wrong })
          expect(problem, `${one.id} ${field.name}: ${what}`).toMatchObject({ code: 422 })
          expect(problem?.message, `${one.id} ${what}`).toContain(field.name)
          expect(problem?.message, `${one.id} ${field.name}`).toContain(says)
        }
      }
    }
    for (const [what, times] of Object.entries(planted)) expect(times, what).toBeGreaterThan(3)
  })

  it('wants exactly one of several forms', () => {
    const map = model('grok-imagine-image-2-0/segment-map')
    const image_url = 'https://example.com/x.png'
    expect(inputProblem(map, { image_url })).toBeNull()
    expect(inputProblem(map, { task_id: TASK })).toBeNull()
    for (const wrong of [{}, { task_id: TASK, image_url }]) {
      expect(inputProblem(map, wrong)).toMatchObject({
        code: 422,
        message: expect.stringContaining('exactly one form'),
      })
    }
  })

  it('looks into the items of a list', () => {
    const film = model('kling-3.0/video')
    const element = { name: 'cat', description: 'a cat', element_input_urls: ['https://example.com/x.png'] }
    const asked = (item: object) => inputProblem(film, { ...exampleOf(film), kling_elements: [item] })
    expect(
      asked({ ...element, element_input_urls: [...element.element_input_urls, 'https://example.com/y.png'] }),
    ).toBeNull()
    expect(asked({ ...element, colour: 'red' })).toEqual({ code: 422, message: 'Unknown parameter: colour' })
    const { name: _, ...nameless } = element
    expect(asked(nameless)).toEqual({ code: 500, message: 'kling_elements[0].name is required' })
    expect(asked({ ...element, element_input_urls: ['x'] })).toMatchObject({
      message: 'kling_elements[0].element_input_urls[0] must be a valid URL',
    })
  })

  it('wants what other settings call for', () => {
    const film = model('kling-3.0/video')
    const { multi_prompt: _, ...example } = exampleOf(film)
    expect(inputProblem(film, { ...example, multi_shots: true })).toEqual({
      code: 500,
      message: 'multi_prompt is required',
    })
    const frames = model('bytedance/seedance-2')
    const both = {
      first_frame_url: 'https://example.com/x.png',
      reference_image_urls: ['https://example.com/y.png'],
    }
    expect(inputProblem(frames, { ...both, prompt: 'a cat walks' })).toMatchObject({
      code: 422,
      message: expect.stringContaining('cannot be used together'),
    })
  })

  it('takes what KIE was recorded to take, save what its newer documents name otherwise', () => {
    expect(recorded.length).toBeGreaterThan(20)
    const refused = recorded.flatMap(({ model: id, input }) => {
      const problem = inputProblem(model(id), input)
      return problem ? [`${id}: ${problem.message}`] : []
    })
    expect([...new Set(refused)].sort()).toEqual([
      'bytedance/seedance-2: Unknown parameter: nsfw_checker',
      'grok-imagine/image-to-video: Unknown parameter: nsfw_checker',
      'kling-3.0/motion-control: mode is not within the range of allowed options',
      'qwen2/image-edit: image_url must be string',
      'wan/2-7-image-pro: Unknown parameter: nsfw_checker',
    ])
  })
})
