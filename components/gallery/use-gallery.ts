'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useJobs } from '@/components/jobs/use-jobs'
import { createGalleryStore, type GalleryState, type GalleryStore } from './gallery-store'
import { createNews, type News } from './news'
import { askedOf, type Place } from './place'

const opening: GalleryState = { sections: [], status: 'loading' }

/**
 * What one place of the gallery shows, live: what comes meanwhile stands at its top.
 * @param caughtUp ends when the server knows of all that was done here: it is read only then
 */
export function useGallery(
  userId: string,
  place: Place,
  caughtUp: () => Promise<unknown>,
): { store: GalleryStore; state: GalleryState } {
  const asked = askedOf(place).toString()
  const isWhole = place.board !== undefined || place.trash === true
  const store = useMemo(() => createGalleryStore(new URLSearchParams(asked), isWhole), [asked, isWhole])
  const state = useSyncExternalStore(store.subscribe, store.snapshot, () => opening)
  useEffect(() => {
    void caughtUp().then(store.start)
  }, [store, caughtUp])
  useNews(userId, store)
  return { store, state }
}

/** What the live list says of jobs goes on to the gallery. */
function useNews(userId: string, store: GalleryStore) {
  const { jobs, loaded, clockOffset } = useJobs(userId)
  const [news, setNews] = useState<News | null>(null)
  useEffect(() => {
    const own = createNews(store)
    setNews(own)
    return () => own.stop()
  }, [store])
  useEffect(() => {
    news?.hear({ jobs, loaded, clockOffset })
  }, [news, jobs, loaded, clockOffset])
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
