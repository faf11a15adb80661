import { limitsOf, mediaKind } from '@/lib/catalog/input/media'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import { createDesk, type Desk } from './desk'
import { type Draft, draftKey, isBlank, readDraft, writeDraft } from './draft'
import { allFiles } from './fields'
import { filled, fitting } from './fill'
import { createFormStore, type FormStore } from './form-store'
import { newItemId } from './media-item'

/** A draft is written this long after the last change (ms). */
const WRITE_AFTER = 400

/** What one person has under way with one model. It outlives the page's parts, so that uploads go on. */
export type Session = {
  store: FormStore
  desk: Desk
  /** The settings that this form was opened with, if any. */
  initial: Record<string, unknown> | null
  /** What was typed before those settings took its place. */
  before: Draft | null
}

const sessions = new Map<string, Session>()

const draftOf = (model: ModelView, { store, desk }: Session): Draft => {
  const { variant, values, runs } = store.state()
  const media = allFiles(model.fields, values).flatMap((id) => {
    const item = desk.get(id)
    return item?.fileId ? [[id, { fileId: item.fileId, view: item.view }] as const] : []
  })
  return { variant, values, runs, media: Object.fromEntries(media) }
}

/** Puts a draft on the form: its files first, then what speaks of them. */
function lay(model: ModelView, session: Session, draft: Draft) {
  const { store, desk } = session
  const values = fitting(model.fields, draft.values, (id, field) => {
    // It may still be here, perhaps on its way to the server.
    if (desk.get(id)) return true
    const kept = draft.media[id]
    const kind = mediaKind(field.type)
    if (!kept || !kind) return false
    desk.adopt(kept, kind, limitsOf(field), id)
    return true
  })
  const variant = model.variants && draft.variant < model.variants.length ? draft.variant : 0
  store.patch({
    variant,
    values,
    runs: draft.runs,
    errors: {},
    problem: null,
    hasEarlier: session.before !== null,
  })
}

/** The form of a model for this person: as they left it, else their draft of this tab, else empty. */
export function openSession(model: ModelView, userId: string): Session {
  const key = draftKey(userId, model.id)
  const known = sessions.get(key)
  if (known) return known
  const session: Session = { store: createFormStore(), desk: createDesk(), initial: null, before: null }
  // On a server there is nobody whose form it would be.
  if (typeof window === 'undefined') return session
  sessions.set(key, session)
  const draft = readDraft(key)
  if (draft) lay(model, session, draft)
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    writeDraft(key, draftOf(model, session))
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(write, WRITE_AFTER)
  }
  session.store.subscribe(later)
  session.desk.subscribe(later)
  window.addEventListener('pagehide', () => timer && write())
  window.addEventListener('online', session.desk.nudge)
  return session
}

/** Fills the form with given settings, once; what was typed before can be brought back. */
export function startWith(
  model: ModelView,
  session: Session,
  initial: Record<string, unknown>,
  files: readonly FileView[],
) {
  if (session.initial === initial) return
  const typed = draftOf(model, session)
  session.initial = initial
  session.before = isBlank(typed) ? null : typed
  lay(model, session, filled(model, initial, files, newItemId))
}

/** Brings back what was typed before the form was filled with given settings. */
export function bringBack(model: ModelView, session: Session) {
  if (!session.before) return
  const { before } = session
  session.before = null
  lay(model, session, before)
}

/** Everything as it was when the model was opened for the first time. */
export function startAfresh(model: ModelView, session: Session) {
  const files = allFiles(model.fields, session.store.state().values)
  session.before = draftOf(model, session)
  session.store.patch({ variant: 0, values: {}, runs: 1, errors: {}, problem: null, hasEarlier: true })
  session.desk.remove(files)
}
