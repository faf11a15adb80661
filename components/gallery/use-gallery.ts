'use client'

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useJobs } from '@/components/jobs/use-jobs'
import { createGalleryStore, type GalleryState, type GalleryStore } from './gallery-store'
import { askedOf, type Place } from './place'

const opening: GalleryState = { sections: [], status: 'loading' }
/** Results of several jobs that end together are fetched together (ms). */
const GATHER_MS = 500

/** What one place of the gallery shows, live: what comes meanwhile stands at its top. */
export function useGallery(userId: string, place: Place): { store: GalleryStore; state: GalleryState } {
  const asked = askedOf(place).toString()
  const isWhole = place.board !== undefined || place.trash === true
  const store = useMemo(() => createGalleryStore(new URLSearchParams(asked), isWhole), [asked, isWhole])
  const state = useSyncExternalStore(store.subscribe, store.snapshot, () => opening)
  useEffect(() => {
    void store.start()
  }, [store])
  useNews(userId, store)
  return { store, state }
}

/** Jobs that ended since the page was opened bring results; results that went elsewhere go here too. */
function useNews(userId: string, store: GalleryStore) {
  const { jobs } = useJobs(userId)
  const seen = useRef<Map<string, number> | null>(null)
  useEffect(() => {
    const done = jobs.filter((job) => job.status === 'done')
    const before = seen.current
    seen.current = new Map(done.map((job) => [job.id, job.version]))
    if (!before || before.size === 0) return
    const changed = done.filter((job) => before.get(job.id) !== job.version)
    const gone = changed.filter((job) => job.gone.trashed + job.gone.deleted > 0)
    for (const job of gone) {
      store.change((one) =>
        one.jobId === job.id && !one.trashedAt && !job.outputs.some(({ id }) => id === one.file.id)
          ? null
          : one,
      )
    }
    if (changed.length === 0) return
    const timer = setTimeout(() => void store.refresh(), GATHER_MS)
    return () => clearTimeout(timer)
  }, [jobs, store])
}

/** Whether the screen is a phone's; false until that is known. */
export function useIsPhone(): boolean {
  const [isPhone, setPhone] = useState(false)
  useEffect(() => {
    const query = window.matchMedia('(width < 721px)')
    const look = () => setPhone(query.matches)
    look()
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return isPhone
}
