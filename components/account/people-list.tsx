'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LinkBox } from '@/components/account/link-box'
import { send } from '@/components/auth/send'
import { useFormWords } from '@/components/auth/use-words'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'

export type PersonLine = {
  id: string
  name: string
  email: string
  role: 'user' | 'admin'
  disabled: boolean
  /** Credits. */
  available: number
  isYou: boolean
}

type Open = { kind: 'ask'; person: PersonLine } | { kind: 'link'; person: PersonLine; path: string }

/** Everybody with an account: disable, enable, a link for a new password. */
export function PeopleList({ people }: { people: PersonLine[] }) {
  const t = useTranslations('admin')
  const words = useFormWords()
  const router = useRouter()
  const [open, setOpen] = useState<Open | null>(null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const act = async (person: PersonLine, what: 'disable' | 'enable' | 'reset-link') => {
    if (pending) return
    setPending(true)
    const sent = await send('POST', `/api/admin/users/${person.id}/${what}`)
    setPending(false)
    setProblem(sent.ok ? null : words.failed(sent))
    setOpen(sent.ok && what === 'reset-link' ? { kind: 'link', person, path: String(sent.value.path) } : null)
    router.refresh()
  }
  return (
    <>
      <ul>
        {people.map((person) => (
          <li
            key={person.id}
            className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2 first:border-t"
          >
            <span
              className={`min-w-[180px] flex-1 [overflow-wrap:anywhere] ${person.disabled ? 'text-ink-3' : ''}`}
            >
              {person.name}
              <span className="block text-12 text-ink-3">
                {[
                  person.email,
                  t(`roles.${person.role}`),
                  t('creditsCount', { credits: person.available }),
                  ...(person.disabled ? [t('people.disabled')] : []),
                ].join(' · ')}
              </span>
            </span>
            {person.isYou ? (
              <span className="text-12 text-ink-3">{t('people.you')}</span>
            ) : (
              <PersonActs
                person={person}
                onAct={(what) => (what === 'disable' ? setOpen({ kind: 'ask', person }) : act(person, what))}
              />
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <Note kind="bad" role="alert" className="mt-4">
          {problem}
        </Note>
      )}
      {open?.kind === 'ask' && (
        <Dialog
          title={t('people.ask', { name: open.person.name })}
          isOpen
          isAlert
          onOpenChange={() => setOpen(null)}
          footer={
            <>
              <Button onPress={() => setOpen(null)}>{t('people.cancel')}</Button>
              <Button variant="bad" onPress={() => act(open.person, 'disable')}>
                {t('people.disable')}
              </Button>
            </>
          }
        >
          {t('people.askText')}
        </Dialog>
      )}
      {open?.kind === 'link' && (
        <Dialog
          title={t('people.resetTitle', { name: open.person.name })}
          isOpen
          onOpenChange={() => setOpen(null)}
        >
          {t('people.resetText')}
          <LinkBox path={open.path} />
        </Dialog>
      )}
    </>
  )
}

type Act = 'disable' | 'enable' | 'reset-link'

function PersonActs(props: { person: PersonLine; onAct: (what: Act) => void }) {
  const t = useTranslations('admin.people')
  const { person, onAct } = props
  const { name } = person
  if (person.disabled) {
    return (
      <Button aria-label={t('enableOf', { name })} onPress={() => onAct('enable')}>
        {t('enable')}
      </Button>
    )
  }
  return (
    <>
      <Button aria-label={t('resetOf', { name })} onPress={() => onAct('reset-link')}>
        {t('reset')}
      </Button>
      <Button variant="bad" aria-label={t('disableOf', { name })} onPress={() => onAct('disable')}>
        {t('disable')}
      </Button>
    </>
  )
}
