'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'
import { SHARE_ITEMS_MAX } from '@/lib/share/bounds'
import type { ShareView } from '@/lib/share/schema'
import { MadeLink } from './made-link'
import { askedOf, firstWishes, Options, problemsOf, type Wishes } from './options'
import { makeShare } from './share-call'

/** A result that is shared, as the dialog shows it. */
export type ShareItem = { id: string; name: string; thumbUrl: string | null }

export type ShareDialogProps = {
  /** What is shared, in this order; of a board some of its first results, to be seen. */
  items: readonly ShareItem[]
  /** The link shows this board as it is when looked at, instead of the items. */
  boardId?: string | undefined
  /** How many results lie on it. */
  boardCount?: number | undefined
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Makes a link to results or a board. Load it lazily where it opens. */
export function ShareDialog({ items, boardId, boardCount, isOpen, onOpenChange }: ShareDialogProps) {
  const t = useTranslations('share.dialog')
  const form = useId()
  const [wishes, setWishes] = useState<Wishes>(firstWishes)
  const [isTried, setTried] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [made, setMade] = useState<{ share: ShareView; url: string } | null>(null)
  const problems = problemsOf(wishes)
  const shown = items.slice(0, SHARE_ITEMS_MAX)
  const total = boardCount ?? items.length

  async function make(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (isMaking || problems.password || problems.views) return
    setMaking(true)
    setProblem(null)
    const what = boardId === undefined ? { items: shown.map(({ id }) => id) } : { boardId }
    const answer = await makeShare({ ...what, ...askedOf(wishes) })
    setMaking(false)
    if (answer.ok) setMade(answer.value)
    else setProblem(answer.message || t('noAnswer'))
  }

  return (
    <Dialog
      title={boardId === undefined ? t('title', { count: shown.length }) : t('titleBoard')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        !made && (
          <Button type="submit" form={form} variant="main" isPending={isMaking} className="max-desk:flex-1">
            {isMaking ? t('making') : t('make')}
          </Button>
        )
      }
    >
      <Thumbs items={items} />
      {total > SHARE_ITEMS_MAX && (
        <Note className="mb-4">{t('first', { shown: SHARE_ITEMS_MAX, count: total })}</Note>
      )}
      {made ? (
        <MadeLink {...made} />
      ) : (
        <form id={form} noValidate onSubmit={make}>
          <Options
            wishes={wishes}
            problems={isTried ? problems : null}
            onChange={(change) => setWishes({ ...wishes, ...change })}
          />
          <Note icon={<ShieldCheck aria-hidden size={16} strokeWidth={1.6} />}>{t('note')}</Note>
          {problem && (
            <Note kind="bad" role="alert" className="mt-3">
              {problem}
            </Note>
          )}
        </form>
      )}
    </Dialog>
  )
}

const MOST_THUMBS = 5

function Thumbs({ items }: { items: readonly ShareItem[] }) {
  const pictures = items.flatMap(({ id, thumbUrl }) => (thumbUrl ? [{ id, thumbUrl }] : []))
  if (pictures.length === 0) return null
  return (
    <div aria-hidden className="mb-4 flex h-24 gap-[3px] overflow-hidden">
      {pictures.slice(0, MOST_THUMBS).map(({ id, thumbUrl }) => (
        <img
          key={id}
          src={thumbUrl}
          alt=""
          className={`checker checker-small h-full min-w-0 rounded-photo object-cover ${pictures.length > 1 ? 'flex-1' : ''}`}
        />
      ))}
    </div>
  )
}
