'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const groups = [
  {
    group: 'anywhere',
    acts: [
      ['help', ['?']],
      ['close', ['Esc']],
    ],
  },
  {
    group: 'models',
    acts: [
      ['find', ['/']],
      ['rows', ['↑', '↓']],
      ['open', ['Enter']],
      ['run', ['Ctrl', 'Enter']],
      ['back', ['Esc']],
    ],
  },
  {
    group: 'compare',
    acts: [
      ['line', ['←', '→']],
      ['far', ['Shift', '←', '→']],
      ['ends', ['Home', 'End']],
      ['original', ['O']],
      ['full', ['F']],
    ],
  },
  {
    group: 'zoom',
    acts: [
      ['larger', ['+']],
      ['smaller', ['−']],
      ['whole', ['0']],
      ['pixels', ['1']],
      ['move', ['←', '↑', '→', '↓']],
    ],
  },
  {
    group: 'player',
    acts: [
      ['play', ['Space']],
      ['seek', ['←', '→']],
      ['mute', ['M']],
      ['loop', ['L']],
      ['full', ['F']],
    ],
  },
] as const

export type ShortcutsDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

/** What the keyboard does. */
export function ShortcutsDialog({ isOpen, onOpenChange }: ShortcutsDialogProps) {
  const t = useTranslations('frame.shortcuts')
  return (
    <Dialog title={t('title')} isOpen={isOpen} onOpenChange={onOpenChange}>
      {groups.map(({ group, acts }) => (
        <section key={group} className="not-first:mt-4">
          <h3>{t(`groups.${group}`)}</h3>
          <dl>
            {acts.map(([act, keys]) => (
              <div
                key={act}
                className="flex min-h-9 items-center justify-between gap-4 not-last:border-line not-last:border-b"
              >
                <dt className="text-ink-2">{t(`acts.${act}`)}</dt>
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
