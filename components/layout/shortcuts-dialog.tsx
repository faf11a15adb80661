'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const groups = {
  anywhere: { help: ['?'], close: ['Esc'] },
  compare: { line: ['←', '→'], lineFar: ['Shift', '←', '→'], ends: ['Home', 'End'] },
  zoom: { in: ['+'], out: ['−'], whole: ['0'], pixels: ['1'], move: ['←', '↑', '→', '↓'] },
} as const
const groupNames = ['anywhere', 'compare', 'zoom'] as const

export type ShortcutsDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

/** What the keyboard does. */
export function ShortcutsDialog({ isOpen, onOpenChange }: ShortcutsDialogProps) {
  const t = useTranslations('common.shortcuts')
  return (
    <Dialog title={t('title')} isOpen={isOpen} onOpenChange={onOpenChange}>
      {groupNames.map((group) => (
        <section key={group} className="not-first:mt-4">
          <h3>{t(`groups.${group}`)}</h3>
          <dl>
            {Object.entries(groups[group]).map(([name, keys]) => (
              <div
                key={name}
                className="flex min-h-9 items-center justify-between gap-4 not-last:border-line not-last:border-b"
              >
                <dt className="text-ink-2">{t(`keys.${group}.${name}`)}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
