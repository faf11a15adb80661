'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { PRESET_NAME_MAX } from '@/lib/models/bounds'
import type { PresetView } from '@/lib/models/schema'
import type { MineStore } from './mine'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

export type ManagePresetsProps = {
  presets: readonly PresetView[]
  store: MineStore
  onOpenChange: (isOpen: boolean) => void
}

/** Renames and deletes what is kept for a model. */
export function ManagePresets({ presets, store, onOpenChange }: ManagePresetsProps) {
  const t = useTranslations('models.presets')
  const [at, setAt] = useState<{ id: string; act: 'rename' | 'remove' } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const begin = (id: string, act: 'rename' | 'remove') => {
    setError(null)
    setAt({ id, act })
  }

  async function remove(id: string) {
    const answer = await store.removePreset(id)
    if (answer.ok || answer.status === 404) return setAt(null)
    setError(answer.message || t('noAnswer'))
  }

  return (
    <Dialog title={t('title')} isOpen onOpenChange={onOpenChange}>
      <ul>
        {presets.map((preset) => (
          <li
            key={preset.id}
            className="flex min-h-11 items-center gap-1 not-last:border-line not-last:border-b"
          >
            {at?.id === preset.id && at.act === 'rename' ? (
              <Rename preset={preset} store={store} onDone={() => setAt(null)} />
            ) : (
              <>
                <span className="min-w-0 flex-1 break-words py-2">{preset.name}</span>
                {at?.id === preset.id ? (
                  <>
                    <Button variant="quiet" onPress={() => setAt(null)}>
                      {t('cancel')}
                    </Button>
                    <Button variant="bad" onPress={() => void remove(preset.id)}>
                      {t('remove')}
                    </Button>
                  </>
                ) : (
                  <>
                    <IconButton
                      aria-label={t('renameOf', { name: preset.name })}
                      onPress={() => begin(preset.id, 'rename')}
                    >
                      <Pencil {...icon} />
                    </IconButton>
                    <IconButton
                      aria-label={t('removeOf', { name: preset.name })}
                      onPress={() => begin(preset.id, 'remove')}
                    >
                      <Trash2 {...icon} />
                    </IconButton>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {presets.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <p role="alert" className="mt-2 text-12 text-bad empty:hidden">
        {error}
      </p>
    </Dialog>
  )
}

function Rename({ preset, store, onDone }: { preset: PresetView; store: MineStore; onDone: () => void }) {
  const t = useTranslations('models.presets')
  const [name, setName] = useState(preset.name)
  const [error, setError] = useState<string | null>(null)

  async function rename(event: FormEvent) {
    event.preventDefault()
    const said = name.trim()
    if (said === '') return setError(t('noName'))
    if (said === preset.name) return onDone()
    const answer = await store.changePreset(preset.id, { name: said })
    if (answer.ok) onDone()
    else setError(answer.message || t('noAnswer'))
  }

  return (
    <form noValidate onSubmit={rename} className="flex w-full items-end gap-2 py-3">
      <span className="flex-1">
        <TextField
          label={t('name')}
          value={name}
          onChange={setName}
          maxLength={PRESET_NAME_MAX}
          autoComplete="off"
          error={error}
        />
      </span>
      <Button type="submit" variant="main">
        {t('rename')}
      </Button>
    </form>
  )
}
