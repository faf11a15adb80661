import 'server-only'
import type { Db } from '@/db/open'
import { findModel } from '@/lib/catalog/catalog'
import { fieldWords, modelWords, valueWords } from '@/lib/catalog/words/words'
import type { FileRow } from '@/lib/files/queries'
import { blobKey, store } from '@/lib/files/store'
import { htmlLang, type Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import { SHARE_ITEMS_MAX } from './bounds'
import { countShown, type SharedItem, type ShareRow, sharedItems } from './open'
import type { ChosenItem, PageItem, PageView, ShownPicture } from './page-view'
import { sharePath } from './token'
import { mediaVeil } from './veil/veil'
import { isGuarded } from './visit'

/** A preview's longest side, as `lib/files/derivatives` makes it (px): larger sizes are not told either. */
const SHOWN_PX = 1_600
/** More of a text is not shown (bytes). */
const TEXT_BYTES = 200_000

/** What a link shows now. `key` is the result on the table; the first one where there is none of that name. */
export async function pageView(
  db: Db,
  share: ShareRow,
  asked: { token: string; key: string | null; locale: Locale },
): Promise<PageView> {
  const items = await sharedItems(db, share)
  const chosen = items.find(({ key }) => key === asked.key) ?? items[0]
  return {
    path: sharePath(asked.token),
    title: share.title,
    items: items.map(pageItem),
    total: items.length < SHARE_ITEMS_MAX ? items.length : await countShown(db, share),
    chosen: chosen ? await chosenItem(share, chosen, asked.locale) : null,
    endsOn: share.expiresAt && dayOf(share.expiresAt, asked.locale),
    isPlain: !isGuarded(share),
  }
}

const dayOf = (at: Date, locale: Locale) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : htmlLang[locale], {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(at)

function pageItem({ key, n, row, original }: SharedItem): PageItem {
  return {
    key,
    n,
    kind: row.kind,
    mime: row.mime,
    picture: shownPicture(row),
    before: row.kind === 'image' && original ? shownPicture(original) : null,
    isCutout: (row.model !== null && findModel(row.model)?.cutout) || false,
  }
}

/** What will not be sent is not offered: recordings that no veil can be laid on. */
async function chosenItem(share: ShareRow, item: SharedItem, locale: Locale): Promise<ChosenItem> {
  const { row } = item
  const isRecording = row.kind === 'video' || row.kind === 'audio'
  const canPlay = isRecording && (await mediaVeil(row)) !== null
  return {
    ...pageItem(item),
    text: row.kind === 'text' ? await textOf(row) : null,
    settings: settingsOf(item, locale),
    canPlay,
    canSave: share.allowsDownload && (canPlay || !isRecording),
  }
}

function shownPicture({ hasPreview, width, height, placeholder }: FileRow): ShownPicture | null {
  if (!hasPreview || !width || !height) return null
  const scale = Math.min(1, SHOWN_PX / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale), placeholder }
}

async function textOf(row: FileRow): Promise<string> {
  const found = await store().get(blobKey(row.id, 'original'), {
    start: 0,
    end: Math.min(row.bytes, TEXT_BYTES) - 1,
  })
  if (!found) return ''
  const bytes = Buffer.concat(await Array.fromAsync(found.stream as AsyncIterable<Buffer>))
  return bytes.toString('utf8')
}

/** The model, and what was asked in words, numbers and switches. Files and earlier jobs are not settings to show. */
function settingsOf({ asked }: SharedItem, locale: Locale): { label: string; value: string }[] {
  const model = asked && findModel(asked.model)
  if (!model) return []
  const rows = model.fields.flatMap((field) => {
    const value = asked.input[field.name]
    if (!['string', 'number', 'boolean'].includes(typeof value) || !isSetting(field.type)) return []
    const { label } = fieldWords(locale, model.id, field.name)
    if (typeof value === 'boolean')
      return [{ label, value: wordsFor(locale)(value ? 'stage.on' : 'stage.off') }]
    return [{ label, value: valueWords(locale, model.id, field.name, value as string | number) }]
  })
  return [{ label: modelWords(locale, model.id).tool, value: model.title }, ...rows]
}

const isSetting = (type: string) => !/^(image|video|audio|task)/.test(type)
