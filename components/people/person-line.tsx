'use client'

import { Ellipsis } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Button, IconButton } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { PersonView } from '@/lib/auth/schema'
import { formatCredits, formatMoment } from '@/lib/format'
import type { Deed } from './person-acts'

export type PersonLineProps = {
  person: PersonView
  isYou: boolean
  isChosen: boolean
  onChoose: () => void
  onCredits: () => void
  onAct: (deed: Deed) => void
  /** For dates (ms). */
  now: number
}

/** One person: who, what they have, and what can be done. */
export function PersonLine({ person, isYou, isChosen, onChoose, onCredits, onAct, now }: PersonLineProps) {
  const t = useTranslations('admin.people')
  const roles = useTranslations('admin.roles')
  const limits = useTranslations('limits')
  const locale = useLocale()
  const timeZone = useZone()
  const { name, lastSeenAt } = person
  const isClosed = person.state === 'closed'
  const isDisabled = person.state === 'disabled'
  const seen = lastSeenAt
    ? t('seen', { at: formatMoment(locale, lastSeenAt, timeZone, now) })
    : t('unseen', { at: formatMoment(locale, person.createdAt, timeZone, now) })
  return (
    <li
      className={`grid min-h-15 grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 border-line border-b py-2 first:border-t max-desk:gap-x-2 ${isChosen ? 'bg-mark-wash' : ''}`}
    >
      <label className="grid size-8 cursor-pointer place-items-center max-desk:size-11">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isClosed}
          onChange={onChoose}
          aria-label={t('choose', { name })}
          className="size-4 accent-(--mark)"
        />
      </label>
      <span className={`min-w-0 ${isDisabled || isClosed ? 'text-ink-3' : ''}`}>
        <span className="block truncate font-medium" title={name}>
          {name}
          {isYou && <span className="ml-2 font-normal text-12 text-ink-3">{t('you')}</span>}
        </span>
        <span className="block truncate text-12 text-ink-3" title={person.email}>
          {person.email}
        </span>
        <span className="block truncate text-12 text-ink-3 max-desk:whitespace-normal">
          {roles(person.role)}
          {isDisabled && <span className="text-bad">{` · ${t('disabled')}`}</span>}
          {isClosed && ` · ${t('closed')}`}
          {` · ${seen}`}
          {person.group && ` · ${person.group}`}
          {person.isLimited && ` · ${limits('ownLimits')}`}
        </span>
      </span>
      <span className="text-right tabular-nums">
        <span className="block font-medium">
          <span className="sr-only">{t('available')} </span>
          {formatCredits(locale, person.available)}
        </span>
        {person.held > 0 && (
          <span className="block text-12 text-ink-3">
            {t('held', { figure: formatCredits(locale, person.held) })}
          </span>
        )}
      </span>
      <span className="flex gap-1">
        {!isClosed && (
          <Button aria-label={t('creditsOf', { name })} onPress={onCredits}>
            {t('credits')}
          </Button>
        )}
        {isYou || isClosed ? (
          <span className="w-8 max-desk:w-11" />
        ) : (
          <Menu
            label={t('actsOf', { name })}
            trigger={
              <IconButton aria-label={t('actsOf', { name })}>
                <Ellipsis aria-hidden size={16} strokeWidth={1.6} />
              </IconButton>
            }
          >
            <MenuItem text={limits('acts.limits')} onAction={() => onAct('limits')} />
            <MenuItem
              text={limits(person.role === 'admin' ? 'acts.makeUser' : 'acts.makeAdmin')}
              onAction={() => onAct('role')}
            />
            <MenuItem text={limits('acts.signOut')} onAction={() => onAct('sign-out')} />
            {isDisabled ? (
              <MenuItem text={t('enable')} onAction={() => onAct('enable')} />
            ) : (
              <>
                <MenuItem text={t('reset')} onAction={() => onAct('reset-link')} />
                <MenuItem text={t('disable')} isBad onAction={() => onAct('disable')} />
              </>
            )}
          </Menu>
        )}
      </span>
    </li>
  )
}
