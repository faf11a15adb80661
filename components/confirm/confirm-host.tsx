'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { persistent } from '@/components/http/persistent'
import { openQuestion, watchQuestion } from './ask'

const ConfirmDialog = dynamic(
  persistent(() => import('./confirm-dialog').then((part) => part.ConfirmDialog)),
  { ssr: false },
)

/** Where the dialog that asks for the password appears, once on each signed-in page. */
export function ConfirmHost() {
  const question = useSyncExternalStore(watchQuestion, openQuestion, () => null)
  return question && <ConfirmDialog onAnswer={question.answer} />
}
