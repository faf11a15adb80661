'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Note } from '@/components/ui/note'
import { Switch } from '@/components/ui/switch'
import { changeNotices, useNotices } from './preferences'
import { playTones } from './sound'
import { askSystem } from './system'

const ways = ['title', 'sound', 'system', 'mail'] as const

/**
 * How one wants to hear that the last job has ended.
 * @param canMail whether Loupe can send mail, and may; else it says so where the switch would be
 */
export function NoticesForm({ canMail }: { canMail: boolean }) {
  const t = useTranslations('notices')
  const wanted = useNotices()
  const [problem, setProblem] = useState<string | null>(null)

  async function change(way: (typeof ways)[number], isOn: boolean) {
    setProblem(null)
    // Browsers let a page ask only upon a press, and play only after one.
    if (way === 'system' && isOn && !(await askSystem())) return setProblem(t('blocked'))
    if (way === 'sound' && isOn) playTones()
    if (!(await changeNotices({ [way]: isOn }))) setProblem(t('noAnswer'))
  }

  return (
    <div className="grid gap-1">
      <p className="mb-1 text-ink-3">{t('when')}</p>
      {ways
        .filter((way) => canMail || way !== 'mail')
        .map((way) => (
          <div key={way} className="flex min-h-9 items-center justify-between gap-4 max-desk:min-h-11">
            <span>{t(`ways.${way}`)}</span>
            <Switch label={t(`ways.${way}`)} isOn={wanted[way]} onChange={(isOn) => void change(way, isOn)} />
          </div>
        ))}
      {!canMail && <p className="mt-1 text-ink-3">{t('noMail')}</p>}
      {problem && (
        <Note kind="bad" role="alert">
          {problem}
        </Note>
      )}
    </div>
  )
}
