import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator, type Messages } from 'use-intl/core'
import { env } from '@/lib/env'
import type { Locale } from '@/lib/locale'

// One file a namespace, read from disk: who adds a namespace adds files and nothing else.
// use-intl is next-intl's own core; next-intl itself pulls React in, which routes and workers do not have.

/** A namespace's words, nested. */
export type Words = { [key: string]: string | Words }

const read = new Map<Locale, Record<string, Words>>()

/** All words of a language, by namespace. Read once; in development on every request, so that edits show. */
export function messagesFor(locale: Locale): Record<string, Words> {
  const cached = read.get(locale)
  if (cached && env().production) return cached
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'messages', locale)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const messages = Object.fromEntries(
    names.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as Words,
    ]),
  )
  read.set(locale, messages)
  return messages
}

const translators = new WeakMap<Messages, Say>()

/** One sentence by its key; `values` fill its gaps. */
export type Say = (key: string, values?: Record<string, string | number>) => string

/** A translator for routes and background work: `wordsFor('ru')('errors.codes.not_found')`. */
export function wordsFor(locale: Locale): Say {
  const messages: Messages = messagesFor(locale)
  const made = translators.get(messages)
  if (made) return made
  const translate = createTranslator({ locale, messages })
  const say: Say = (key, values) => translate(key, values)
  translators.set(messages, say)
  return say
}
