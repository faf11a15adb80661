'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { PRESET_NAME_MAX } from '@/lib/models/bounds'
import type { PresetView } from '@/lib/models/schema'
import type { MineStore } from './mine'

export type SavePresetProps = {
  model: string
  /** Those that this model has. */
  presets: readonly PresetView[]
  settings: () => Record<string, unknown>
  store: MineStore
  onOpenChange: (isOpen: boolean) => void
}

/** Keeps the settings under a name; under one that is there already it replaces those. */
export function SavePreset({ model, presets, settings, store, onOpenChange }: SavePresetProps) {
  const t = useTranslations('models.presets')
  const form = useId()
  const field = useId()
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const said = name.trim()
  const same = presets.find((preset) => preset.name.toLowerCase() === said.toLowerCase())

  // The dialog is opened to type a name.
  useEffect(() => document.getElementById(field)?.focus(), [field])

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isSaving) return
    if (said === '') return setError(t('noName'))
    setSaving(true)
    const input = settings()
    const answer = same
      ? await store.changePreset(same.id, { input })
      : await store.addPreset({ model, name: said, input })
    setSaving(false)
    if (answer.ok) onOpenChange(false)
    else setError(answer.message || t('noAnswer'))
  }

  return (
    <Dialog
      title={t('saveTitle')}
      isOpen
      onOpenChange={onOpenChange}
      footer={
        <Button type="submit" form={form} variant="main" isPending={isSaving}>
          {isSaving ? t('saving') : same ? t('replace') : t('keep')}
        </Button>
      }
    >
      <form id={form} noValidate onSubmit={save}>
        <TextField
          id={field}
          label={t('name')}
          value={name}
          onChange={(next) => {
            setName(next)
            setError(null)
          }}
          maxLength={PRESET_NAME_MAX}
          autoComplete="off"
          hint={same ? t('isThere') : t('noMedia')}
          error={error}
        />
      </form>
    </Dialog>
  )
}
