import 'server-only'
import { parseJson } from './request'
import { httpUrl, result, type TaskRecord } from './schema'

type Result = { urls: string[]; texts: string[] }

/**
 * What a success made: `response` first, else `resultJson`. `empty`: nothing in it that could be kept;
 * `unreadable`: there is something, but no JSON object.
 */
export function readResult({ response, resultJson }: TaskRecord): Result | 'empty' | 'unreadable' {
  const opened = [response, resultJson].map(openJson).filter((value) => value !== null)
  const read = opened.map((value) => result.safeParse(value))
  const made = read.flatMap(({ data }) => (data ? [{ urls: urlsIn(data), texts: textsIn(data) }] : []))
  const usable = made.find(({ urls, texts }) => urls.length + texts.length > 0)
  return usable ?? (read.every(({ success }) => success) ? 'empty' : 'unreadable')
}

/** Null for nothing (null, missing, ""), the value inside of a JSON text (twice wrapped too), undefined for rubbish. */
export function openJson(value: unknown): unknown {
  let inner = value
  for (let layer = 0; layer < 2 && typeof inner === 'string'; layer += 1) {
    inner = inner.trim() === '' ? null : parseJson(inner)
    if (inner === undefined) return undefined
  }
  return inner ?? null
}

function urlsIn(made: ReturnType<typeof result.parse>): string[] {
  const { resultUrls, firstFrameUrl, lastFrameUrl, data } = made
  const tracks = data.map((track) => track.audio_url)
  const all = [...resultUrls, ...firstFrameUrl, ...lastFrameUrl, ...tracks, ...fileLinksIn(made.resultObject)]
  return [...new Set(all.flatMap((url) => httpUrl.safeParse(url).data ?? []))]
}

const FILE_LINK = /^https?:\/\/\S+\.(?:png|jpe?g|webp|mp4|mov|webm|mp3|wav|m4a|aac|ogg|flac)(?:\?\S*)?$/i
const DEEPEST = 6

/** Files that a structure names (masks, say) die with KIE's links: they are results of their own. */
function fileLinksIn(value: unknown, level = 0): string[] {
  if (typeof value === 'string') return level > 0 && FILE_LINK.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null || level > DEEPEST) return []
  return Object.values(value).flatMap((inner) => fileLinksIn(inner, level + 1))
}

function textsIn({ resultObject }: ReturnType<typeof result.parse>): string[] {
  if (typeof resultObject === 'string') return resultObject.trim() ? [resultObject] : []
  if (typeof resultObject !== 'object' || resultObject === null) return []
  if (Object.keys(resultObject).length === 0) return []
  try {
    return [JSON.stringify(resultObject)]
  } catch {
    return [] // Nested so deep that it cannot be written: nobody could read it either.
  }
}
