import 'server-only'
import { randomBytes } from 'node:crypto'
import { readJson } from './body'
import type { House } from './house'
import { isLoopback } from './input'
import { mediaType } from './media-type'
import { readMultipart } from './multipart'
import { deliver, type Exchange } from './reply'
import type { AnswerAct } from './script'

const MAX_BYTES = 100 * 1_048_576
const FETCH_LIMIT_MS = 30_000

type Given = {
  bytes: Uint8Array
  mime: string | null
  fileName: unknown
  uploadPath: unknown
  original: string | null
}
type Way = 'stream' | 'base64' | 'url'

/** POST /api/file-{stream,base64,url}-upload */
export async function upload(house: House, exchange: Exchange, way: Way): Promise<void> {
  const given = await readers[way](exchange, house.signal)
  const act = house.script.next('upload') as AnswerAct | undefined
  const stored =
    act?.reset || act?.hang || act?.code || act?.status
      ? refused(500, 'not taken')
      : await keep(house, exchange.key, given)
  await deliver(exchange, stored, act, house.signal)
}

const refused = (code: number, msg: string) => ({ success: false, code, msg, data: null })

const readers: Record<Way, (exchange: Exchange, signal: AbortSignal) => Promise<Given | string>> = {
  async stream({ request }) {
    const form = await readMultipart(request, MAX_BYTES)
    if (!form?.file) return 'file is required'
    return { ...form.file, fileName: form.fields.fileName, uploadPath: form.fields.uploadPath }
  },
  async base64({ request }) {
    const body = await readJson(request, MAX_BYTES)
    if (typeof body?.base64Data !== 'string' || body.base64Data === '') return 'base64Data is required'
    const [, mime, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(body.base64Data) ?? [
      null,
      null,
      body.base64Data,
    ]
    if (!data || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) return 'base64Data is not valid base64'
    const bytes = Buffer.from(data, 'base64')
    return { bytes, mime: mime ?? null, fileName: body.fileName, uploadPath: body.uploadPath, original: null }
  },
  async url({ request }, signal) {
    const body = await readJson(request, 65_536)
    if (typeof body?.fileUrl !== 'string' || !URL.canParse(body.fileUrl)) return 'fileUrl is required'
    // From this machine alone: the sandbox reaches nothing outside.
    if (!isLoopback(new URL(body.fileUrl).hostname)) return 'Failed to download the file'
    const bytes = await fetch(body.fileUrl, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]),
    })
      .then(async (response) => (response.ok ? Buffer.from(await response.arrayBuffer()) : null))
      .catch(() => null)
    if (!bytes || bytes.length > MAX_BYTES) return 'Failed to download the file'
    return { bytes, mime: null, fileName: body.fileName, uploadPath: body.uploadPath, original: null }
  },
}

async function keep(house: House, key: string, given: Given | string) {
  if (typeof given === 'string') return refused(400, given)
  const folder = cleanPath(given.uploadPath)
  if (!folder) return refused(400, 'uploadPath is required, without a slash at its ends')
  const known = mediaType(given.bytes)
  const mime = known.extension === 'bin' ? (given.mime ?? known.type) : known.type
  const ending = /\.[a-z0-9]{1,5}$/i.exec(given.original ?? '')?.[0] ?? `.${known.extension}`
  const random = `${Date.now()}-${randomBytes(8).toString('hex')}${ending}`
  const fileName = given.fileName === undefined || given.fileName === '' ? random : cleanName(given.fileName)
  if (!fileName) return refused(400, 'fileName is not valid')
  // Each key has a folder that nobody can guess; within it the same name overwrites.
  const path = `kieai/${house.books.secretName(key)}/${folder}/${fileName}`
  await house.files.put({ path, mime, uploaded: true }, given.bytes)
  const data = {
    success: true,
    fileName,
    filePath: path,
    downloadUrl: `${house.base()}/files/${path}`,
    fileSize: given.bytes.length,
    mimeType: mime,
    uploadedAt: new Date().toISOString(),
  }
  return { success: true, code: 200, msg: 'File uploaded successfully', data }
}

const cleanName = (name: unknown) =>
  typeof name === 'string' && /^[\w][\w.-]{0,199}$/.test(name) ? name : null

function cleanPath(path: unknown): string | null {
  if (typeof path !== 'string' || path.length > 300) return null
  return path.split('/').every((part) => cleanName(part) !== null) ? path : null
}
