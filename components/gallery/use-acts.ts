'use client'

import { useTranslations } from 'next-intl'
import type { Called } from '@/components/http/call'
import type { ResultView } from '@/lib/gallery/schema'
import * as calls from './calls'
import type { Emptied } from './emptied'
import type { GalleryStore } from './gallery-store'
import type { useNotice } from './use-notice'

/** What can be done with results; each shows at once, tells what it did, and can be taken back. */
export function useActs(
  store: GalleryStore,
  { show, begin }: Pick<ReturnType<typeof useNotice>, 'show' | 'begin'>,
  onDone: () => void,
) {
  const t = useTranslations('gallery')
  const idsOf = (results: readonly ResultView[]) => results.map(({ file }) => file.id)

  /** Where the server says no, the list is read again: it knows better. */
  async function told<T>(answer: Promise<Called<T>>): Promise<T | null> {
    const called = await answer
    if (called.ok) return called.value
    show({ text: called.message || t('noAnswer') })
    void store.reload()
    return null
  }
  function takeOut(ids: readonly string[]) {
    const isLast = begin()
    const gone = new Set(ids)
    store.change((one) => (gone.has(one.file.id) ? null : one))
    onDone()
    return isLast
  }
  function mark(ids: readonly string[], isFavourite: boolean) {
    const marked = new Set(ids)
    store.change((one) =>
      marked.has(one.file.id) && one.isFavourite !== isFavourite ? { ...one, isFavourite } : one,
    )
    return told(calls.setFavourite(ids, isFavourite))
  }

  return {
    async favourite(results: readonly ResultView[]) {
      const isFavourite = !results.every((one) => one.isFavourite)
      const changed = results.filter((one) => one.isFavourite !== isFavourite)
      const done = await mark(idsOf(changed), isFavourite)
      if (!done) return
      show({
        text: t(isFavourite ? 'favourited' : 'unfavourited', { count: changed.length }),
        undo: () => void mark(idsOf(changed), !isFavourite),
      })
    },
    async trash(results: readonly ResultView[]) {
      const ids = idsOf(results)
      const isLast = takeOut(ids)
      const done = await told(calls.moveToTrash(ids))
      if (!done || !isLast()) return
      show({
        text: t('trashed', { count: done.changed.length }),
        undo: () => void told(calls.restore(ids)).then(() => store.reload()),
      })
    },
    async restore(results: readonly ResultView[]) {
      const ids = idsOf(results)
      const isLast = takeOut(ids)
      const done = await told(calls.restore(ids))
      if (!done || !isLast()) return
      show({
        text: t('restored', { count: done.changed.length }),
        undo: () => void told(calls.moveToTrash(ids)).then(() => store.reload()),
      })
    },
    /** Happens when it can no longer be undone. */
    deleteNow(results: readonly ResultView[]) {
      const ids = idsOf(results)
      takeOut(ids)
      show({
        text: t('deleted', { count: ids.length }),
        undo: () => void store.reload(),
        later: () =>
          void told(calls.deleteNow(ids)).then((done) => {
            if (done && done.kept.length > 0) {
              show({ text: t('stillUsed', { count: done.kept.length }) })
              void store.reload()
            }
          }),
      })
    },
    emptyTrash({ count, before }: Emptied) {
      begin()
      store.clear()
      onDone()
      show({
        text: t('deleted', { count }),
        undo: () => void store.reload(),
        later: () => void told(calls.emptyTrash(before)).then(() => store.reload()),
      })
    },
  }
}
