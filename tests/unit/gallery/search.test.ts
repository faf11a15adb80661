import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files, galleryMonths, galleryVersions } from '@/db/schema'
import { models } from '@/lib/catalog/catalog'
import type { AnyField } from '@/lib/catalog/input/read'
import { galleryPage } from '@/lib/gallery/page'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function found(userId: string, q: string) {
  const page = await galleryPage(db, userId, { limit: 50, q })
  if (page instanceof Refusal) throw new Error(page.code)
  return page.results.map(({ file }) => file.id).toSorted()
}

const version = (userId: string, finishOf: string, name = 'cup-square.png') =>
  result(db, userId, { finishOf, recipe: { name }, name, jobId: null, model: null, position: null })

/** Different words, the last of which can be asked for; so long that a whole text of them has so many letters. */
const wordy = (letters: number, last: string) =>
  `${Array.from({ length: letters / 8 }, (_, n) => `w${(n + 1_000_000).toString(36)}x y`).join(' ')}`
    .slice(0, letters - last.length - 1)
    .concat(' ', last)

describe('a result is found by', () => {
  it('the last word of a prompt of any length up to 20,000 letters', async () => {
    const userId = await person(db)
    const ids: Record<string, string> = {}
    for (const [word, letters] of Object.entries({ lantern: 601, фонарик: 5_100, 灯笼: 20_000 })) {
      ids[word] = await result(db, userId, { asked: wordy(letters, word), name: 'x.png' })
    }
    for (const [word, id] of Object.entries(ids)) expect(await found(userId, word), word).toEqual([id])
  })

  it('every pair of a long run without spaces', async () => {
    const userId = await person(db)
    const letters = Array.from({ length: 5_000 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('')
    const id = await result(db, userId, { asked: letters, name: 'x.png' })
    for (const at of [0, 601, 4_997, 4_998]) {
      expect(await found(userId, letters.slice(at, at + 2)), `letter ${at}`).toEqual([id])
    }
    expect(await found(userId, letters.slice(-1))).toEqual([id])
    expect(await found(userId, `${letters[0]}${letters[2]}`)).toEqual([])
  })

  it('the lines of a talk, the shots of a film, a scene and a character', async () => {
    const userId = await person(db)
    const asked: Record<string, Record<string, unknown>> = {
      здравствуй: { stability: 0.5, dialogue: [{ text: 'Ну, здравствуй!', voice: 'Adam' }, { text: 'Hi' }] },
      樱花: {
        n_frames: '15',
        shots: [
          { duration: 5, Scene: 'rain' },
          { duration: 10, Scene: '窗外的樱花' },
        ],
      },
      station: { scene: 'A cold station', dialogue_turns: [{ speaker_id: 'Speaker 1', text: 'Готово' }] },
      готово: { scene: 'Ночь', dialogue_turns: [{ speaker_id: 'Speaker 1', text: 'Всё готово' }] },
      wizard: { character_prompt: 'a wizard', character_file_url: ['file:01abc'] },
      гончар: { prompt: '', multi_prompt: [{ prompt: 'гончар за работой', duration: 5 }] },
    }
    const ids: Record<string, string> = {}
    for (const [word, input] of Object.entries(asked))
      ids[word] = await result(db, userId, { asked: input, name: 'x.png' })
    for (const word of ['здравствуй', '樱花', 'station', 'wizard', 'гончар']) {
      expect(await found(userId, word), word).toEqual([ids[word]])
    }
    expect(await found(userId, 'готово')).toEqual([ids.station, ids.готово].toSorted())
    // No settings, no files.
    for (const q of ['Adam', 'speaker', '01abc', 'file']) expect(await found(userId, q), q).toEqual([])
  })

  it('whatever the catalogue lets people write, but not by what must stay out of a picture', async () => {
    const userId = await person(db)
    const written = models.flatMap(({ fields }) => textsOf(fields))
    const inputs = new Map(written.map((path) => [path.join('.'), path]))
    const missed: string[] = []
    for (const [name, [outer = '', inner]] of inputs) {
      const word = `z${name.replaceAll(/\W|_/g, '')}z`
      const input = inner ? { [outer]: [{ [inner]: word }] } : { [outer]: word }
      const id = await result(db, userId, { asked: input, name: 'x.png' })
      if (!(await found(userId, word)).includes(id)) missed.push(name)
    }
    expect(inputs.size).toBeGreaterThan(10)
    expect(missed.toSorted()).toEqual(['negative_prompt', 'safety_instruction'])
  })

  it('the words of its source, as a finished version', async () => {
    const userId = await person(db)
    const source = await result(db, userId, { asked: 'a lantern, 红灯笼, фонарь', name: 'source.png' })
    const finished = await version(userId, source)
    await result(db, userId, { asked: 'something else', name: 'other.png' })
    for (const q of ['lantern', '灯笼', 'ФОНАРЬ', 'lant фон']) {
      expect(await found(userId, q), q).toEqual([source, finished].toSorted())
    }
    expect(await found(userId, 'square')).toEqual([finished])
  })

  it('letters however they are composed', async () => {
    const userId = await person(db)
    for (const word of ['йод', 'café', '한국', 'ёж', 'が']) {
      const [composed, apart] = [word.normalize('NFC'), word.normalize('NFD')]
      expect(composed).not.toBe(apart)
      const ids = [
        await result(db, userId, { asked: `x ${apart} y`, name: 'x.png' }),
        await result(db, userId, { asked: composed, name: 'x.png' }),
        await result(db, userId, { asked: 'x', name: `${apart}.png` }),
      ].toSorted()
      for (const q of [composed, apart]) expect(await found(userId, q), q).toEqual(ids)
    }
  })
})

/** Where a model takes what people write: the name of a field, or of a list and of a field of its parts. */
const textsOf = (fields: readonly AnyField[]): string[][] =>
  fields.flatMap((field) => {
    if (field.type === 'text') return [[field.name]]
    const inner = 'itemFields' in field ? (field.itemFields ?? []) : []
    return inner.filter(({ type }) => type === 'text').map(({ name }) => [field.name, name])
  })

describe('results from before this was so', () => {
  const again = async () => {
    const text = readFileSync('db/migrations/0003_search_by_all_words.sql', 'utf8')
    for (const statement of text.split('--> statement-breakpoint')) await db.execute(sql.raw(statement))
  }

  it('are found by the same after the migration, and nothing else about them changes', async () => {
    const userId = await person(db)
    const kept = (id: string, words: string[] | null) =>
      db.update(files).set({ words }).where(eq(files.id, id))
    const old = [`${userId.slice(0, 8)}old`]
    const source = await result(db, userId, { asked: wordy(900, 'фонарик'), name: 'x.png' })
    const finished = await version(userId, source)
    const talk = await result(db, userId, { asked: { dialogue: [{ text: 'hello' }] }, name: 'x.png' })
    const apart = await result(db, userId, { asked: 'йод'.normalize('NFD'), name: 'x.png' })
    const same = await result(db, userId, { asked: 'a cup', name: 'x.png' })
    const forgotten = await result(db, userId, { asked: { dialogue: [{ text: 'hello' }] }, name: 'x.png' })
    for (const id of [source, finished, talk, apart, same]) await kept(id, old)
    await kept(forgotten, null)
    await db.execute(sql`delete from gallery_words where user_id = ${userId}`)
    const rest = async () => [
      await db.select().from(galleryMonths).where(eq(galleryMonths.userId, userId)),
      await db.select().from(galleryVersions).where(eq(galleryVersions.userId, userId)),
    ]
    const before = await rest()
    await again()
    expect(await found(userId, 'фонар')).toEqual([source, finished].toSorted())
    expect(await found(userId, 'hello')).toEqual([talk])
    expect(await found(userId, 'йод')).toEqual([apart])
    const [row] = await db.select({ words: files.words }).from(files).where(eq(files.id, same))
    expect(row?.words).toEqual(old)
    expect(await rest()).toEqual(before)
    // What is chosen or thrown away later keeps its words: the trigger of this one time is gone.
    const once = sql`select tgname from pg_trigger where tgname = 'files_words_again'`
    expect(await rowsOf(db, once)).toEqual([])
  })
})
