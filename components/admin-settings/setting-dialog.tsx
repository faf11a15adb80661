'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReasonDialog } from '@/components/admin/reason-dialog'
import { send } from '@/components/http/call'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { type SettingValue, type SettingView, settingKinds } from '@/lib/admin/settings-schema'
import { parseNumber } from '@/lib/format'
import { policies, useSettingWords } from './use-setting-words'

/** Changes a setting, or takes it back to the default, with a reason. */
export function SettingDialog({ setting, onClose }: { setting: SettingView; onClose: () => void }) {
  const t = useTranslations('admin-settings')
  const words = useSettingWords()
  const router = useRouter()
  const [by, setBy] = useState<'own' | 'usual'>('own')
  const [text, setText] = useState(setting.value === null ? '' : String(setting.value))
  const [error, setError] = useState<string | null>(null)
  const kind = settingKinds[setting.name]

  /** What is typed as a value; undefined where it is none. */
  function typed(): SettingValue | undefined {
    if (by === 'usual') return null
    if (kind === 'policy') return text
    if (kind === 'switch') return text === 'true'
    return parseNumber(text.replaceAll(/\s/g, '')) ?? undefined
  }
  const change = (next: string) => {
    setText(next)
    setError(null)
  }
  const options =
    kind === 'policy'
      ? policies.map((id) => ({ id, label: t(`policies.${id}`) }))
      : [
          { id: 'true', label: t('on') },
          { id: 'false', label: t('off') },
        ]
  const label = t(`names.${setting.name}`)
  return (
    <ReasonDialog
      title={label}
      action={t('save')}
      onClose={onClose}
      check={() => {
        const isNumber = typed() !== undefined
        if (!isNumber) setError(t('noNumber'))
        return isNumber
      }}
      onSubmit={async (reason) => {
        const answer = await send('PUT', `/api/admin/settings/${setting.name}`, {
          value: typed() ?? null,
          reason,
        })
        if (answer.ok) router.refresh()
        else if (answer.fields.value) setError(answer.fields.value)
        return answer
      }}
      fields={
        <>
          {setting.isChosen && (
            <Segmented
              label={t('by')}
              segments={[
                { id: 'own', label: t('own') },
                { id: 'usual', label: t('backTo', { value: words.value(setting.name, setting.usual) }) },
              ]}
              value={by}
              onChange={setBy}
              className="justify-self-start"
            />
          )}
          {by === 'own' &&
            (kind === 'policy' || kind === 'switch' ? (
              <Select label={label} options={options} value={text} onChange={change} />
            ) : (
              <TextField
                label={label}
                aside={t(`units.${kind}`)}
                value={text}
                error={error}
                inputMode="decimal"
                autoComplete="off"
                maxLength={14}
                onChange={change}
                isRequired
              />
            ))}
        </>
      }
    >
      {t(`hints.${setting.name}`)}
    </ReasonDialog>
  )
}
