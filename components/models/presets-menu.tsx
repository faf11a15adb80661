'use client'

import { Bookmark, BookmarkPlus, Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { IconButton } from '@/components/ui/button'
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu'
import type { ModelView } from '@/lib/catalog/view'
import type { PresetView } from '@/lib/models/schema'
import { settingsNow, withMediaNow } from './form-settings'
import { ManagePresets } from './manage-presets'
import type { MineStore } from './mine'
import { SavePreset } from './save-preset'
import type { Given } from './use-given'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

export type PresetsMenuProps = {
  view: ModelView
  userId: string
  presets: readonly PresetView[]
  store: MineStore
  onApply: (given: Given) => void
}

/** Settings that are kept under a name: applied, kept, renamed and deleted. */
export function PresetsMenu({ view, userId, presets, store, onApply }: PresetsMenuProps) {
  const t = useTranslations('models.presets')
  const [open, setOpen] = useState<'save' | 'manage' | null>(null)
  const own = presets.filter((preset) => preset.model === view.id)
  const close = (isOpen: boolean) => !isOpen && setOpen(null)
  return (
    <>
      <Menu
        label={t('title')}
        trigger={
          <IconButton aria-label={t('title')}>
            <Bookmark {...icon} />
          </IconButton>
        }
      >
        {own.map((preset) => (
          <MenuItem
            key={preset.id}
            id={preset.id}
            text={preset.name}
            onAction={() => onApply(withMediaNow(view, userId, preset.input))}
          />
        ))}
        {own.length > 0 && <MenuLine />}
        <MenuItem
          id="save"
          text={t('save')}
          icon={<BookmarkPlus {...icon} />}
          onAction={() => setOpen('save')}
        />
        {own.length > 0 && (
          <MenuItem
            id="manage"
            text={t('manage')}
            icon={<Pencil {...icon} />}
            onAction={() => setOpen('manage')}
          />
        )}
      </Menu>
      {open === 'save' && (
        <SavePreset
          model={view.id}
          presets={own}
          settings={() => settingsNow(view, userId)}
          store={store}
          onOpenChange={close}
        />
      )}
      {open === 'manage' && <ManagePresets presets={own} store={store} onOpenChange={close} />}
    </>
  )
}
