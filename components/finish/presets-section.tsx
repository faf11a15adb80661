'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { call, send } from '@/components/http/call'
import { Button, IconButton } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { FINISH_PRESET_NAME_MAX } from '@/lib/finish/bounds'
import type { FinishPreset, Recipe } from '@/lib/finish/schema'
import { formatPixels } from '@/lib/format'
import type { Change } from './history'
import { givenNames, givenRecipes, sameRecipe } from './recipes'
import { Section } from './section'

/** A small sign of what lies behind. */
function groundOf({ background, format }: Recipe): { className?: string; style?: { background: string } } {
  switch (background.kind) {
    case 'none':
      return format === 'jpeg' ? { style: { background: '#fff' } } : { className: 'checker checker-small' }
    case 'colour':
      return { style: { background: background.colour } }
    case 'gradient':
      return {
        style: {
          background: `linear-gradient(${background.angle}deg, ${background.from}, ${background.to})`,
        },
      }
    case 'picture':
      return { style: { background: `center / cover url(/api/files/${background.fileId}/thumb)` } }
  }
}

export type PresetsSectionProps = { recipe: Recipe; change: Change }

/** The house's presets and one's own. */
export function PresetsSection({ recipe, change }: PresetsSectionProps) {
  const t = useTranslations('finish.presets')
  const [own, setOwn] = useState<readonly FinishPreset[]>([])
  const [isNaming, setNaming] = useState(false)

  useEffect(() => {
    void call<{ presets: FinishPreset[] }>('/api/finish-presets').then((answer) => {
      if (answer.ok) setOwn(answer.value.presets)
    })
  }, [])

  const given = givenNames.map((id) => ({ id, name: t(`given.${id}`), recipe: givenRecipes[id] as Recipe }))
  async function remove(id: string) {
    const answer = await call(`/api/finish-presets/${id}`, { method: 'DELETE' })
    if (answer.ok || answer.status === 404) setOwn((before) => before.filter((preset) => preset.id !== id))
  }
  return (
    <Section
      title={t('title')}
      choice={
        <Button variant="quiet" onPress={() => setNaming(!isNaming)} aria-expanded={isNaming}>
          {t('save')}
        </Button>
      }
    >
      {isNaming && (
        <NameForm
          recipe={recipe}
          onKept={(preset) => {
            setOwn([...own, preset])
            setNaming(false)
          }}
        />
      )}
      <ul className="grid grid-cols-4 gap-2">
        {[...given, ...own].map((preset) => {
          const isOn = sameRecipe(preset.recipe, recipe)
          const isOwn = own.some(({ id }) => id === preset.id)
          const { className = '', style } = groundOf(preset.recipe)
          const { size } = preset.recipe
          return (
            <li key={preset.id} className="relative min-w-0">
              <button
                type="button"
                aria-pressed={isOn}
                onClick={() => change(`preset ${preset.id}`, preset.recipe)}
                className="block w-full text-center text-12"
              >
                <span
                  className={`mb-1 grid h-14 place-items-center rounded-photo shadow-[inset_0_0_0_1px_var(--line)] ${className} ${isOn ? 'outline-2 outline-mark outline-offset-2' : ''}`}
                  style={style}
                >
                  <span
                    className="border-[#8888] border-[1.5px]"
                    style={
                      size
                        ? {
                            width: (36 * size.width) / Math.max(size.width, size.height),
                            aspectRatio: `${size.width} / ${size.height}`,
                          }
                        : { width: 30, aspectRatio: '1', borderStyle: 'dashed' }
                    }
                  />
                </span>
                <span className={`block truncate ${isOn ? 'font-strong' : ''}`}>{preset.name}</span>
                <span className="measured block truncate text-11 text-ink-3">
                  {size ? formatPixels(size.width, size.height) : t('free')}
                </span>
              </button>
              {isOwn && (
                <IconButton
                  aria-label={t('remove', { name: preset.name })}
                  onPress={() => void remove(preset.id)}
                  className="absolute! top-0 right-0 size-6! bg-panel! max-desk:size-9!"
                >
                  <Trash2 aria-hidden size={13} strokeWidth={1.6} />
                </IconButton>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function NameForm({ recipe, onKept }: { recipe: Recipe; onKept: (preset: FinishPreset) => void }) {
  const t = useTranslations('finish.presets')
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return setError(t('noName'))
    setSaving(true)
    const answer = await send<{ preset: FinishPreset }>('POST', '/api/finish-presets', { name, recipe })
    setSaving(false)
    if (answer.ok) onKept(answer.value.preset)
    else setError(answer.message || t('noAnswer'))
  }

  return (
    <form noValidate onSubmit={save} className="mb-2 flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={t('name')}
          value={name}
          onChange={setName}
          maxLength={FINISH_PRESET_NAME_MAX}
          error={error}
          autoFocus
        />
      </div>
      <Button type="submit" isPending={isSaving}>
        {t('keep')}
      </Button>
    </form>
  )
}
