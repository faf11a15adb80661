'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ReasonDialog } from '@/components/admin/reason-dialog'
import { Select } from '@/components/ui/select'
import type { GroupView, PersonLimits } from '@/lib/admin/limits-schema'
import type { PersonView } from '@/lib/auth/schema'
import { formatCredits } from '@/lib/format'
import { ChangeChoice } from './change-choice'
import { getGroups, getPersonLimits, setPeopleLimits } from './limits-call'
import { LimitsFields } from './limits-fields'
import {
  type LimitField,
  type LimitsProblem,
  type LimitsText,
  limitFields,
  noLimits,
  readChanges,
  textOf,
} from './limits-text'

/** No group has this name: ids are longer. */
const NONE = '-'

export type LimitsDialogProps = {
  /** One person, or the ids of several. */
  whom: PersonView | readonly string[]
  onSaved: () => void
  onClose: () => void
}

/** The group and the own limits of one person, or what is to change for several, who have not the same now. */
export function LimitsDialog({ whom, onSaved, onClose }: LimitsDialogProps) {
  const t = useTranslations('limits')
  const locale = useLocale()
  const person = 'id' in whom ? whom : null
  const personId = person?.id
  const [groups, setGroups] = useState<readonly GroupView[]>([])
  const [now, setNow] = useState<PersonLimits | null>(null)
  const [group, setGroup] = useState(NONE)
  const [text, setText] = useState<LimitsText>(noLimits)
  const [changed, setChanged] = useState<ReadonlySet<LimitField>>(new Set(person ? limitFields : []))
  const [problem, setProblem] = useState<LimitsProblem | 'none' | null>(null)
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

  const read = () => readChanges(changed, group === NONE ? null : group, text)
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
        const asked = read()
        const wrong = changed.size === 0 ? 'none' : typeof asked === 'string' ? asked : null
        setProblem(wrong)
        return isReady && wrong === null
      }}
      onSubmit={async (reason) => {
        const asked = read()
        if (typeof asked === 'string') throw new Error(`${asked} is checked before`)
        const people = 'id' in whom ? [whom.id] : [...whom]
        const answer = await setPeopleLimits({ people, ...asked, reason })
        if (answer.ok) onSaved()
        return answer
      }}
      onClose={onClose}
      fields={
        <>
          {person === null && (
            <ChangeChoice
              value={changed}
              error={problem === 'none' ? t('noChange') : null}
              onChange={(value) => {
                setChanged(value)
                setProblem(null)
              }}
            />
          )}
          {changed.has('group') && (
            <Select
              label={t('group')}
              options={[
                { id: NONE, label: t('noGroup') },
                ...groups.map(({ id, name }) => ({ id, label: name })),
              ]}
              value={group}
              onChange={setGroup}
            />
          )}
          <LimitsFields
            value={text}
            problem={problem === 'none' ? null : problem}
            shown={changed}
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
