'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import type { SettingView } from '@/lib/admin/settings-schema'
import { useSettingWords } from './use-setting-words'

const SettingDialog = dynamic(
  persistent(() => import('./setting-dialog').then((part) => part.SettingDialog)),
  { ssr: false },
)

/** Every setting with its value and where that comes from. */
export function SettingList({ settings }: { settings: SettingView[] }) {
  const t = useTranslations('admin-settings')
  const words = useSettingWords()
  const [open, setOpen] = useState<SettingView | null>(null)
  return (
    <>
      <ul className="max-w-[860px]">
        {settings.map((setting) => (
          <li
            key={setting.name}
            className="grid min-h-16 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-line border-b py-3 first:border-t desk:grid-cols-[minmax(0,1fr)_auto_auto]"
          >
            <span className="min-w-0 max-desk:col-span-2">
              <span className="font-medium">{t(`names.${setting.name}`)}</span>
              <span className="block text-12 text-ink-3 text-pretty">{t(`hints.${setting.name}`)}</span>
            </span>
            <span className="tabular-nums desk:text-right">
              {words.value(setting.name, setting.value)}
              <span className="block text-12 text-ink-3">
                {setting.isChosen
                  ? t('chosen')
                  : setting.variable
                    ? t('fromVariable', { variable: setting.variable })
                    : t('usual')}
              </span>
            </span>
            <Button
              aria-label={t('changeOf', { name: t(`names.${setting.name}`) })}
              onPress={() => setOpen(setting)}
            >
              {t('change')}
            </Button>
          </li>
        ))}
      </ul>
      {open && <SettingDialog setting={open} onClose={() => setOpen(null)} />}
    </>
  )
}
