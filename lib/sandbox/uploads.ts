import 'server-only'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { readBase64 } from './base64'
import { readJson } from './body'
import { download } from './download'
import type { Received } from './file-store'
import type { House } from './house'
import { mediaType } from './media-type'
import { readMultipart } from './multipart'
import { deliver, type Exchange } from './reply'
import type { AnswerAct } from './script'

/** The largest file that any model takes. */
const MAX_BYTES = 500 * 1_048_576
/** KIE advises at most 10 MB of base64. */
const MAX_TEXT_BYTES = 100 * 1_048_576

type Given = {
  received: Received
  mime: string | null
  fileName: unknown
  uploadPath: unknown
  original: string | null
}
type Way = 'stream' | 'base64' | 'url'

/** POST /api/file-{stream,base64,url}-upload */
export async function upload(house: House, exchange: Exchange, way: Way): Promise<void> {
  const given = await readers[way](house, exchange)
  const act = house.script.next('upload') as AnswerAct | undefined
  const untaken = act?.reset || act?.hang || act?.code || act?.status
  if (untaken && typeof given !== 'string') await house.files.drop(given.received)
  const stored = untaken ? refused(500, 'not taken') : await keep(house, exchange.key, given)
  await deliver(exchange, stored, act, house.signal)
}

const refused = (code: number, msg: string) => ({ success: false, code, msg, data: null })

const readers: Record<Way, (house: House, exchange: Exchange) => Promise<Given | string>> = {
  async stream({ files }, { request }) {
    const form = await readMultipart(request, MAX_BYTES, files)
    if (!form?.file) return 'file is required'
    const { mime, original, ...received } = form.file
    return { received, mime, original, fileName: form.fields.fileName, uploadPath: form.fields.uploadPath }
  },
  async base64({ files }, { request }) {
    const body = await readJson(request, MAX_TEXT_BYTES)
    if (typeof body?.base64Data !== 'string' || body.base64Data === '') return 'base64Data is required'
    const decoded = readBase64(body.base64Data)
    if (!decoded) return 'base64Data is not valid base64'
    const received = await files.receive(Readable.from([decoded.bytes]), MAX_BYTES)
    if (!received) return 'base64Data is required'
    const { fileName, uploadPath } = body
    return { received, mime: decoded.mime, fileName, uploadPath, original: null }
  },
  async url({ files, signal }, { request }) {
    const body = await readJson(request, 65_536)
    if (typeof body?.fileUrl !== 'string' || !URL.canParse(body.fileUrl)) return 'fileUrl is required'
    const received = await download(body.fileUrl, MAX_BYTES, files, signal)
    if (!received) return 'Failed to download the file'
    return { received, mime: null, fileName: body.fileName, uploadPath: body.uploadPath, original: null }
  },
}

async function keep(house: House, key: string, given: Given | string) {
  if (typeof given === 'string') return refused(400, given)
  const folder = cleanPath(given.uploadPath)
  if (!folder) {
    await house.files.drop(given.received)
    return refused(400, 'uploadPath is required, without a slash at its ends')
  }
  const { received } = given
  const known = mediaType(received.head)
  const mime = known.extension === 'bin' ? (given.mime ?? known.type) : known.type
  const ending = /\.[a-z0-9]{1,5}$/i.exec(given.original ?? '')?.[0] ?? `.${known.extension}`
  const random = `${Date.now()}-${randomBytes(8).toString('hex')}${ending}`
  const fileName = given.fileName === undefined || given.fileName === '' ? random : cleanName(given.fileName)
  if (!fileName) {
    await house.files.drop(received)
    return refused(400, 'fileName is not valid')
  }
  // Each key has a folder that nobody can guess; within it the same name overwrites.
  const path = `kieai/${house.books.secretName(key)}/${folder}/${fileName}`
  await house.files.adopt({ path, mime, uploaded: true }, received)
  const data = {
    success: true,
    fileName,
    filePath: path,
    downloadUrl: `${house.base()}/files/${path}`,
    fileSize: received.bytes,
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
