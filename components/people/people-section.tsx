'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useRef, useState } from 'react'
import { LinkBox } from '@/components/account/link-box'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'
import type { PersonView } from '@/lib/auth/schema'
import { MOST_GRANTED } from '@/lib/credits/bounds'
import { CreditsDialog } from './credits-dialog'
import type { PeoplePage } from './people-call'
import { PeopleSearch } from './people-search'
import type { Deed } from './person-acts'
import { PersonLine } from './person-line'
import { usePeople } from './use-people'

const PersonActs = dynamic(
  persistent(() => import('./person-acts').then((part) => part.PersonActs)),
  { ssr: false },
)

const GrantsFileDialog = dynamic(
  persistent(() => import('./grants-file-dialog').then((part) => part.GrantsFileDialog)),
  { ssr: false },
)

type Open =
  | { kind: 'file' }
  | { kind: 'credits'; whom: PersonView | readonly string[] }
  | { kind: 'deed'; deed: Deed; whom: PersonView | readonly string[] }

export type PeopleSectionProps = {
  initial: PeoplePage
  /** The admin's own id. */
  you: string
  /** When the page was made (ms). */
  now: number
}

/** Everybody with an account: found as one types, given credits or taken from one by one or several at once, suspended and restored. */
export function PeopleSection({ initial, you, now }: PeopleSectionProps) {
  const t = useTranslations('admin.people')
  const limits = useTranslations('limits')
  const grants = useTranslations('grants')
  const router = useRouter()
  const list = usePeople(initial)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<Open | null>(null)
  const [link, setLink] = useState<{ person: PersonView; path: string } | null>(null)
  const rows = useRef<HTMLUListElement>(null)

  const boxes = () => [...(rows.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])]
  function onKeyDown(event: KeyboardEvent) {
    const at = boxes().indexOf(event.target as HTMLInputElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (at < 0 || step === undefined) return
    event.preventDefault()
    boxes()[at + step]?.focus()
  }
  function toggle(id: string) {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <>
      <PeopleSearch value={list.typed} onChange={list.type} onDown={() => boxes()[0]?.focus()} />
      <div className="flex min-h-11 items-center gap-2 text-12 text-ink-3 max-desk:min-h-14 max-desk:flex-wrap max-desk:justify-end max-desk:py-1.5">
        {chosen.size === 0 ? (
          <>
            <span role="status" className="flex-1">
              {list.status === 'finding' ? t('finding') : t('chooseSome')}
            </span>
            <Button variant="quiet" onPress={() => setOpen({ kind: 'file' })}>
              {grants('open')}
            </Button>
            <Link href="/admin/groups" className="link">
              {limits('groups')}
            </Link>
          </>
        ) : (
          <>
            <span role="status" className="flex-1">
              {chosen.size > MOST_GRANTED
                ? t('tooMany', { max: MOST_GRANTED })
                : t('chosen', { count: chosen.size })}
            </span>
            <Button variant="quiet" onPress={() => setChosen(new Set())}>
              {t('chooseNone')}
            </Button>
            <Button
              isDisabled={chosen.size > MOST_GRANTED}
              onPress={() => setOpen({ kind: 'credits', whom: [...chosen] })}
            >
              {t('credits')}
            </Button>
            <Button
              isDisabled={chosen.size > MOST_GRANTED}
              onPress={() => setOpen({ kind: 'deed', deed: 'limits', whom: [...chosen] })}
            >
              {limits('acts.limits')}
            </Button>
          </>
        )}
      </div>
      <ul ref={rows} aria-label={t('title')} aria-busy={list.status === 'finding'} onKeyDown={onKeyDown}>
        {list.people.map((person) => (
          <PersonLine
            key={person.id}
            person={person}
            isYou={person.id === you}
            isChosen={chosen.has(person.id)}
            onChoose={() => toggle(person.id)}
            onCredits={() => setOpen({ kind: 'credits', whom: person })}
            onAct={(deed) => setOpen({ kind: 'deed', deed, whom: person })}
            now={now}
          />
        ))}
      </ul>
      {list.people.length === 0 && list.status === 'idle' && (
        <p className="border-line border-y py-5 text-ink-2">{t('nobody', { q: list.q })}</p>
      )}
      {list.status === 'failed' && (
        <Note
          kind="bad"
          role="alert"
          className="mt-3"
          action={<Button onPress={list.again}>{t('again')}</Button>}
        >
          {t('notFound')}
        </Note>
      )}
      {list.next && list.status !== 'failed' && (
        <Button className="mt-4" isPending={list.status === 'loading'} onPress={list.more}>
          {list.status === 'loading' ? t('loading') : t('more')}
        </Button>
      )}
      {open?.kind === 'credits' && (
        <CreditsDialog
          whom={open.whom}
          onClose={() => setOpen(null)}
          onMoved={(moved) => {
            list.moved(moved)
            if (!('id' in open.whom)) setChosen(new Set())
          }}
        />
      )}
      {open?.kind === 'file' && (
        <GrantsFileDialog onClose={() => setOpen(null)} onGranted={() => void list.again()} />
      )}
      {open?.kind === 'deed' && (
        <PersonActs
          deed={open.deed}
          whom={open.whom}
          onDone={(changed) => {
            if (changed && 'id' in open.whom) list.change(open.whom.id, changed)
            else void list.again()
            router.refresh()
          }}
          onLink={(person, path) => setLink({ person, path })}
          onClose={() => setOpen(null)}
        />
      )}
      {link && (
        <Dialog title={t('resetTitle', { name: link.person.name })} isOpen onOpenChange={() => setLink(null)}>
          {t('resetText')}
          <LinkBox path={link.path} />
        </Dialog>
      )}
    </>
  )
}
