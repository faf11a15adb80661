'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { dropVersions } from '@/components/finish/versions'
import type { Called } from '@/components/http/call'
import type { ResultView } from '@/lib/gallery/schema'
import * as calls from './calls'
import type { Emptied } from './emptied'
import type { GalleryStore } from './gallery-store'
import type { useNotice } from './use-notice'

/** What can be done with results; each shows at once, tells what it did, and can be taken back. */
export function useActs(
  store: GalleryStore,
  { show, begin, caughtUp }: Pick<ReturnType<typeof useNotice>, 'show' | 'begin' | 'caughtUp'>,
  onDone: () => void,
) {
  const t = useTranslations('gallery')
  // "Undo" is also pressed in another place than the act: what is on the screen then is read again.
  const shown = useRef(store)
  useEffect(() => {
    shown.current = store
  }, [store])
  const reload = () => shown.current.reload()
  const idsOf = (results: readonly ResultView[]) => results.map(({ file }) => file.id)

  /** After what was put off. Where the server says no, the list is read again: it knows better. */
  async function told<T>(ask: () => Promise<Called<T>>): Promise<T | null> {
    await caughtUp()
    const called = await ask()
    if (called.ok) return called.value
    show({ text: called.message || t('noAnswer') })
    void reload()
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
    return told(() => calls.setFavourite(ids, isFavourite))
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
      const done = await told(() => calls.moveToTrash(ids))
      if (done) dropVersions(ids)
      if (!done || !isLast()) return
      show({
        text: t('trashed', { count: done.changed.length }),
        undo: () => void told(() => calls.restore(ids)).then(reload),
      })
    },
    async restore(results: readonly ResultView[]) {
      const ids = idsOf(results)
      const isLast = takeOut(ids)
      const done = await told(() => calls.restore(ids))
      if (!done || !isLast()) return
      show({
        text: t('restored', { count: done.changed.length }),
        undo: () => void told(() => calls.moveToTrash(ids)).then(reload),
      })
    },
    /** Happens when it can no longer be undone. */
    deleteNow(results: readonly ResultView[]) {
      const ids = idsOf(results)
      takeOut(ids)
      show({
        text: t('deleted', { count: ids.length }),
        undo: () => void reload(),
        isOfLists: true,
        later: async () => {
          const done = await told(() => calls.deleteNow(ids))
          if (!done || done.kept.length === 0) return
          show({ text: t('stillUsed', { count: done.kept.length }) })
          void reload()
        },
      })
    },
    emptyTrash({ count, before }: Emptied) {
      begin()
      store.clear()
      onDone()
      show({
        text: t('deleted', { count }),
        undo: () => void reload(),
        isOfLists: true,
        later: () => told(() => calls.emptyTrash(before)).then(reload),
      })
    },
  }
}
