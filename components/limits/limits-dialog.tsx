'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ReasonDialog } from '@/components/admin/reason-dialog'
import { Select } from '@/components/ui/select'
import type { GroupView, PersonLimits } from '@/lib/admin/limits-schema'
import type { PersonView } from '@/lib/auth/schema'
import { formatCredits } from '@/lib/format'
import { getGroups, getPersonLimits, setPeopleLimits } from './limits-call'
import { LimitsFields } from './limits-fields'
import { type LimitsProblem, type LimitsText, noLimits, readLimits, textOf } from './limits-text'

/** No group has this name: ids are longer. */
const NONE = '-'

export type LimitsDialogProps = {
  /** One person, or the ids of several. */
  whom: PersonView | readonly string[]
  onSaved: () => void
  onClose: () => void
}

/** The group and the own limits of one person, or the same for several. */
export function LimitsDialog({ whom, onSaved, onClose }: LimitsDialogProps) {
  const t = useTranslations('limits')
  const locale = useLocale()
  const person = 'id' in whom ? whom : null
  const personId = person?.id
  const [groups, setGroups] = useState<readonly GroupView[]>([])
  const [now, setNow] = useState<PersonLimits | null>(null)
  const [group, setGroup] = useState(NONE)
  const [text, setText] = useState<LimitsText>(noLimits)
  const [problem, setProblem] = useState<LimitsProblem | null>(null)
  const isReady = personId === undefined || now !== null

  useEffect(() => {
    void getGroups().then((answer) => answer.ok && setGroups(answer.value.groups))
    if (personId === undefined) return
    void getPersonLimits(personId).then((answer) => {
      if (!answer.ok) return
      setNow(answer.value)
      setGroup(answer.value.group?.id ?? NONE)
      setText(textOf(answer.value.own))
    })
  }, [personId])

  const used = now && t('used', { jobs: now.openJobs, figure: formatCredits(locale, now.usedToday) })
  return (
    <ReasonDialog
      title={
        person
          ? t('titleOf', { name: person.name })
          : t('titleMany', { count: 'id' in whom ? 1 : whom.length })
      }
      action={t('save')}
      check={() => {
        const read = readLimits(text)
        setProblem(typeof read === 'string' ? read : null)
        return isReady && typeof read !== 'string'
      }}
      onSubmit={async (reason) => {
        const limits = readLimits(text)
        const answer = await setPeopleLimits({
          people: 'id' in whom ? [whom.id] : [...whom],
          group: group === NONE ? null : group,
          ...(typeof limits !== 'string' && { limits }),
          reason,
        })
        if (answer.ok) onSaved()
        return answer
      }}
      onClose={onClose}
      fields={
        <>
          <Select
            label={t('group')}
            options={[
              { id: NONE, label: t('noGroup') },
              ...groups.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={group}
            onChange={setGroup}
          />
          <LimitsFields
            value={text}
            problem={problem}
            hint={t('emptyOwn')}
            onChange={(value) => {
              setText(value)
              setProblem(null)
            }}
          />
        </>
      }
    >
      {used}
    </ReasonDialog>
  )
}
