'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '@/components/jobs/call'
import { Note } from '@/components/ui/note'
import type { Notices } from '@/lib/notices/schema'

const kinds = ['title', 'sound', 'system', 'mail'] as const

/** How a person hears that the last of their jobs has ended. Each choice counts at once. */
export function NoticesForm({ initial, sendsMail }: { initial: Notices; sendsMail: boolean }) {
  const t = useTranslations('account.notices')
  const [chosen, setChosen] = useState(initial)
  const [problem, setProblem] = useState(false)

  async function choose(kind: keyof Notices, isOn: boolean) {
    setChosen((before) => ({ ...before, [kind]: isOn }))
    // The browser asks its person only right after a press.
    if (kind === 'system' && isOn && 'Notification' in window) await Notification.requestPermission()
    const answer = await send<Notices>('PATCH', '/api/account/notices', { [kind]: isOn })
    setProblem(!answer.ok)
    if (!answer.ok) setChosen((before) => ({ ...before, [kind]: !isOn }))
  }
  return (
    <div className="grid gap-1">
      {kinds
        .filter((kind) => kind !== 'mail' || sendsMail)
        .map((kind) => (
          <label key={kind} className="flex min-h-9 cursor-pointer items-center gap-3 max-desk:min-h-11">
            <span className="min-w-0 flex-1">
              {t(`kinds.${kind}`)}
              <span className="block text-12 text-ink-3">{t(`hints.${kind}`)}</span>
            </span>
            <input
              type="checkbox"
              role="switch"
              checked={chosen[kind]}
              aria-checked={chosen[kind]}
              onChange={(event) => void choose(kind, event.currentTarget.checked)}
              className="size-4 accent-mark"
            />
          </label>
        ))}
      {problem && (
        <Note kind="bad" role="alert">
          {t('failed')}
        </Note>
      )}
    </div>
  )
}
