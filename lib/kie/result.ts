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
const LISTS_FILES = /(?:mask|layer|image)s?_?urls?$/i
const MOST_LINKS = 50

/** Masks and layers that a structure lists die with KIE's links: they are results of their own. Words are not. */
function fileLinksIn(resultObject: unknown): string[] {
  if (typeof resultObject !== 'object' || resultObject === null) return []
  return Object.entries(resultObject)
    .flatMap(([key, value]) => (LISTS_FILES.test(key) && Array.isArray(value) ? value : []))
    .filter((value): value is string => typeof value === 'string' && FILE_LINK.test(value))
    .slice(0, MOST_LINKS)
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
