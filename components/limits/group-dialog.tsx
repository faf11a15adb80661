'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReasonDialog } from '@/components/admin/reason-dialog'
import { TextField } from '@/components/ui/text-field'
import type { GroupView } from '@/lib/admin/limits-schema'
import { saveGroup } from './limits-call'
import { LimitsFields } from './limits-fields'
import { type LimitsProblem, noLimits, readLimits, textOf } from './limits-text'

const LONGEST_NAME = 60

export type GroupDialogProps = {
  /** Null: a new one. */
  group: GroupView | null
  onSaved: () => void
  onClose: () => void
}

/** The name and the limits of a group. */
export function GroupDialog({ group, onSaved, onClose }: GroupDialogProps) {
  const t = useTranslations('limits')
  const [name, setName] = useState(group?.name ?? '')
  const [text, setText] = useState(group ? textOf(group.limits) : noLimits)
  const [problem, setProblem] = useState<LimitsProblem | 'name' | null>(null)
  return (
    <ReasonDialog
      title={group ? t('change', { name: group.name }) : t('newGroup')}
      action={t('save')}
      check={() => {
        const read = readLimits(text)
        const wrong = name.trim() === '' ? 'name' : typeof read === 'string' ? read : null
        setProblem(wrong)
        return wrong === null
      }}
      onSubmit={async (reason) => {
        const limits = readLimits(text)
        if (typeof limits === 'string') throw new Error(`${limits} is checked before`)
        const answer = await saveGroup(group?.id ?? null, { name: name.trim(), limits, reason })
        if (answer.ok) onSaved()
        return answer
      }}
      onClose={onClose}
      fields={
        <>
          <TextField
            label={t('name')}
            value={name}
            error={problem === 'name' ? t('noName') : null}
            autoComplete="off"
            maxLength={LONGEST_NAME}
            onChange={setName}
          />
          <LimitsFields
            value={text}
            problem={problem === 'name' ? null : problem}
            hint={t('empty')}
            onChange={(value) => {
              setText(value)
              setProblem(null)
            }}
          />
        </>
      }
    >
      {t('groupText')}
    </ReasonDialog>
  )
}
