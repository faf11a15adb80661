'use client'

import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useEffect, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { getJob } from '@/components/jobs/requests'
import { fieldBox } from '@/components/ui/field'
import { Photo } from '@/components/ui/photo'
import type { JobView } from '@/lib/jobs/schema'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { jobName } from './job-name'
import type { TaskDialogProps } from './task-dialog'
import { useError, useForm, useValue } from './use-form'

const load = persistent(() => import('./task-dialog').then((part) => part.TaskDialog))

/** The job that a field names; asked for where only its id is known. */
function useChosenJob(id: unknown) {
  const [job, setJob] = useState<JobView | null>(null)
  useEffect(() => {
    if (typeof id !== 'string') return
    let isGone = false
    void getJob(id).then((answer) => {
      if (!isGone && answer.ok) setJob(answer.value.job)
    })
    return () => {
      isGone = true
    }
  }, [id])
  return job && job.id === id ? job : null
}

/** One of one's own finished jobs, whose result the model goes on with. */
export function TaskBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const { store } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const value = useValue(path)
  const job = useChosenJob(value)
  const [dialog, setDialog] = useState<{ Dialog: ComponentType<TaskDialogProps>; isOpen: boolean }>()
  const output = job?.outputs[0]
  async function open() {
    setDialog({ Dialog: dialog?.Dialog ?? (await load()), isOpen: true })
  }
  return (
    <Frame field={field} path={path} names="part" aside={!field.required && t('optional')}>
      <div className="flex items-center gap-1">
        <button
          id={ids.input}
          type="button"
          aria-haspopup="dialog"
          aria-labelledby={`${ids.label} ${ids.input}-value`}
          aria-describedby={error || field.hint ? ids.note : undefined}
          aria-invalid={error ? true : undefined}
          onPointerEnter={load}
          onFocus={load}
          onClick={() => void open()}
          className={`${fieldBox} min-h-12 py-1 text-left hover:bg-well ${output ? 'pl-1' : ''} ${error ? 'border-bad' : 'border-edge'}`}
        >
          {output && (
            <Photo
              src={output.thumbUrl}
              width={output.width}
              height={output.height}
              placeholder={output.placeholder}
              alt=""
              className="size-10"
            />
          )}
          <span
            id={`${ids.input}-value`}
            className={`line-clamp-2 min-w-0 flex-1 text-12 ${value ? '' : 'text-ink-3'}`}
          >
            {job ? jobName(job) : value ? String(value) : t('task.choose')}
          </span>
          <ChevronDown aria-hidden size={16} strokeWidth={1.6} className="-mr-1 shrink-0 text-ink-3" />
        </button>
        {value !== undefined && (
          <button
            type="button"
            aria-label={t('task.none')}
            onClick={() => store.set(path, undefined)}
            className="grid size-8 shrink-0 place-items-center rounded-control text-ink-3 hover:text-ink max-desk:size-11"
          >
            <X aria-hidden size={14} strokeWidth={1.8} />
          </button>
        )}
      </div>
      {dialog && (
        <dialog.Dialog
          field={field}
          chosen={typeof value === 'string' ? value : null}
          isOpen={dialog.isOpen}
          onOpenChange={(isOpen) => setDialog({ ...dialog, isOpen })}
          onChoose={(id) => store.set(path, id)}
        />
      )}
    </Frame>
  )
}
