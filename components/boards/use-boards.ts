'use client'

import { useCallback, useState } from 'react'
import type { BoardView } from '@/lib/gallery/schema'
import { getBoards } from './calls'

/** A person's boards as the page began with them, and as they are read again after each change. */
export function useBoards(initial: readonly BoardView[]) {
  const [boards, setBoards] = useState(initial)
  const reload = useCallback(async () => {
    const answer = await getBoards()
    if (answer.ok) setBoards(answer.value.boards)
  }, [])
  return { boards, setBoards, reload }
}
