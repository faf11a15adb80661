import 'server-only'
import type { Db } from '@/db/open'
import type { Built } from '@/lib/catalog/build-input'
import { placed } from '@/lib/catalog/places'
import type { MediaFacts } from '@/lib/catalog/quote'
import type { UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { earlierProblem } from './earlier'
import { type FileRow, factsOf, resolveMedia } from './media'

export type Prepared = { input: Record<string, unknown>; files: FileRow[]; facts: MediaFacts }

/** Everything that is checked before the price: fields, media, earlier jobs. */
export async function prepare(db: Db, userId: UserId, built: Built): Promise<Prepared | Refusal> {
  const long = tooLong(built)
  if (long) return long
  const earlier = await earlierProblem(db, userId, built.tasks)
  if (earlier) return earlier
  const media = await resolveMedia(db, userId, built.media)
  if (media instanceof Refusal) return media
  const input = placed(
    built.input,
    media.map(({ path, file }) => ({ path, value: file.id })),
  )
  return { input, files: media.map(({ file }) => file), facts: factsOf(media) }
}

/** What a job is asked, without its media: it is kept for ever and shown in every list (design §3: JSON 256 kB). */
const MOST_CHARACTERS = 262_144

function tooLong({ input, media }: Built): Refusal | null {
  const bare = placed(
    input,
    media.map(({ path }) => ({ path, value: '' })),
  )
  const lengths = Object.entries(bare).map(([field, value]) => ({
    field,
    length: JSON.stringify(value).length,
  }))
  if (lengths.reduce((sum, one) => sum + one.length, 0) <= MOST_CHARACTERS) return null
  const longest = lengths.reduce((most, one) => (one.length > most.length ? one : most))
  return invalid({ [longest.field]: { key: 'too_long', values: { max: MOST_CHARACTERS } } })
}
