'use client'

import './form.css'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { CreditsView } from '@/lib/jobs/schema'
import { createBoard } from './board'
import { Earlier, StartAfresh } from './earlier'
import { Field } from './field'
import { batchField } from './fields'
import { More } from './more'
import { RunBar } from './run-bar'
import { openSession, type Session, startWith } from './session'
import { useAskedFields } from './use-asked-fields'
import { type Form, FormContext, useForm } from './use-form'
import { useFormIntake } from './use-intake'
import { useLeaveWarning } from './use-leave-warning'
import { type OnRun, useRun } from './use-run'
import { VariantChoice } from './variant-choice'

export type ModelFormProps = {
  model: ModelView
  credits: CreditsView
  /**
   * Settings to begin with (an earlier job's, a preset's): an input with ids of files and jobs. They are laid on the
   * form once for each object: the same one until others are meant.
   */
  initial?: Record<string, unknown> | undefined
  /** Files that `initial` names, as far as they are known. */
  files?: readonly FileView[] | undefined
  /** Whose drafts are kept. */
  userId?: string | undefined
  /** Above the fields, and scrolls with them. */
  head?: ReactNode
  onRun: OnRun
}

const noFiles: readonly FileView[] = []

/** What a model is asked, as its data says, and what it costs. Each field follows its own value only. */
export function ModelForm({ userId = 'me', ...props }: ModelFormProps) {
  return <OpenForm key={`${userId} ${props.model.id}`} userId={userId} {...props} />
}

function OpenForm({
  model,
  credits,
  initial,
  files = noFiles,
  userId,
  head,
  onRun,
}: ModelFormProps & { userId: string }) {
  const id = useId()
  const [session] = useState(() => {
    const opened = openSession(model, userId)
    if (initial) startWith(model, opened, initial, files)
    return opened
  })
  useEffect(() => {
    if (initial) startWith(model, session, initial, files)
  }, [model, session, initial, files])
  const form = useMemo<Form>(() => {
    const { store, desk } = session
    return { id, model, store, desk, board: createBoard(model, store, desk), intakes: new Map() }
  }, [id, model, session])
  useEffect(() => form.board.start(), [form])
  return (
    <FormContext value={form}>
      <FormBody session={session} credits={credits} head={head} onRun={onRun} />
    </FormContext>
  )
}

type BodyProps = Pick<ModelFormProps, 'credits' | 'head' | 'onRun'> & { session: Session }

function FormBody({ session, credits, head, onRun }: BodyProps) {
  const t = useTranslations('form')
  const { model } = useForm()
  const root = useRef<HTMLFormElement>(null)
  const run = useRun(root, credits.available, onRun)
  const fields = useAskedFields()
  useFormIntake()
  useLeaveWarning()
  const batch = batchField(fields)
  const shown = fields.filter(({ folded, required }) => !folded || required)
  const folded = fields.filter(({ folded, required }) => folded && !required)
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    // What is typed in a dialog bubbles up to here too.
    const isOwn = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isOwn) return
    event.preventDefault()
    void run()
  }
  return (
    // Enter alone must not spend credits: there is nothing to submit.
    <form
      ref={root}
      noValidate
      aria-label={t('settingsOf', { model: model.title })}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-col bg-panel desk:h-full"
    >
      <div className="min-h-0 flex-1 desk:overflow-auto">
        {head}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 px-5 pt-4.5 pb-6 max-desk:px-4">
          <Earlier session={session} />
          <VariantChoice />
          {shown.map((field) => (
            <Field
              key={field.name}
              field={field}
              path={field.name}
              isBatch={field.name === batch?.name || undefined}
            />
          ))}
          <More fields={folded} />
          <StartAfresh session={session} />
        </div>
      </div>
      <div className="sticky bottom-[calc(64px+env(safe-area-inset-bottom))] z-10 border-line border-t bg-panel px-5 py-4 desk:static max-desk:px-4 max-desk:py-3">
        <RunBar credits={credits} onRun={(most) => void run(most)} />
      </div>
    </form>
  )
}
