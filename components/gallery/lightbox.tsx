'use client'

import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import type { ResultView } from '@/lib/gallery/schema'
import type { CreditsView, JobView } from '@/lib/jobs/schema'
import { ResultStage } from './result-stage'
import { useResultWords } from './use-result-words'

export type LightboxProps = {
  userId: string
  credits: CreditsView
  result: ResultView
  trashDays: number
  onClose: () => void
  /** To the neighbour; null: there is none. */
  onBack: (() => void) | null
  onOn: (() => void) | null
  onJob: (job: JobView) => void
}

/** Keys of what lies on the stage are its own: the line of a comparison, a player. */
const isTaken = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('[role=slider], input, textarea, select, [role=menu]') !== null

/** One result on the whole screen, as its job's page shows it, and its neighbours one key away. */
export function Lightbox(props: LightboxProps) {
  const { userId, credits, result, trashDays, onClose, onBack, onOn, onJob } = props
  const t = useTranslations('gallery')
  const ui = useTranslations('ui')
  const goes = useResultWords().goes(result, trashDays)
  const { jobId, file } = result

  const ways = useRef({ onBack, onOn })
  ways.current = { onBack, onOn }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const isPage = event.key === 'PageUp' || event.key === 'PageDown'
      if (event.defaultPrevented || (!isPage && isTaken(event.target))) return
      const { onBack, onOn } = ways.current
      const go =
        event.key === 'ArrowLeft' || event.key === 'PageUp'
          ? onBack
          : event.key === 'ArrowRight' || event.key === 'PageDown'
            ? onOn
            : null
      if (!go) return
      event.preventDefault()
      go()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="fixed inset-0 z-50 bg-ground"
    >
      <Modal className="size-full">
        <Dialog
          aria-label={file.name}
          className="grid size-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_48px] outline-none max-desk:overflow-auto"
        >
          <div className="on-table min-h-0">
            <ResultStage {...{ userId, credits, result, onJob }} />
          </div>
          <div className="flex items-center gap-1 border-line border-t bg-ground px-4">
            <IconButton
              aria-label={t('back')}
              isDisabled={!onBack}
              onPress={() => onBack?.()}
              autoFocus={onOn === null}
            >
              <ArrowLeft aria-hidden size={16} strokeWidth={1.6} />
            </IconButton>
            <IconButton aria-label={t('on')} isDisabled={!onOn} onPress={() => onOn?.()} autoFocus>
              <ArrowRight aria-hidden size={16} strokeWidth={1.6} />
            </IconButton>
            <span className="min-w-0 flex-1 truncate px-2 text-ink-2">
              {goes && <span className="mr-3 text-bad">{goes}</span>}
              {file.name}
            </span>
            {!jobId && !result.trashedAt && (
              <LinkButton href={`${file.url}?download`} download variant="ink">
                {t('download')}
              </LinkButton>
            )}
            <IconButton aria-label={ui('close')} onPress={onClose}>
              <X aria-hidden size={16} strokeWidth={1.6} />
            </IconButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
