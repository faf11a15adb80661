'use client'

import { Eye, Redo2, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button, IconButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { FileView } from '@/lib/files/schema'
import { layOut } from '@/lib/finish/layout'
import type { FinishView, Recipe } from '@/lib/finish/schema'
import { formatPixels } from '@/lib/format'
import { applyToAll } from './apply'
import { BackgroundSection } from './background-section'
import { boxOf, type Loaded } from './draw'
import { useRecipe, useUndoKeys } from './history'
import { PresetsSection } from './presets-section'
import { Preview, useLoaded } from './preview'
import { givenRecipes } from './recipes'
import { CropSection, FormatSection, ShadowSection, SizeSection } from './shape-sections'
import { addVersions } from './versions'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const
/** As it was left, for the next picture. */
let lastRecipe: Recipe | null = null

export type FinishEditorProps = {
  /** The picture that is looked at. */
  file: FileView
  /** More results that may get the same. */
  others?: readonly FileView[]
  /** The others are meant from the start: a selection, a batch. */
  isForAll?: boolean
  onClose: () => void
  onDone?: (finishes: readonly FinishView[]) => void
}

/** Makes versions of results that are ready for a shop or a page. Fills the screen. */
export function FinishEditor({ file, others = [], isForAll = false, onClose, onDone }: FinishEditorProps) {
  const t = useTranslations('finish')
  const loaded = useLoaded(file)
  const { recipe, change, undo, redo } = useRecipe(lastRecipe ?? givenRecipes.square)
  const [isOriginal, setOriginal] = useState(false)
  const [forAll, setForAll] = useState(isForAll)
  const [made, setMade] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = useRef<AbortController>(null)
  const files = forAll ? [file, ...others] : [file]
  const isSaving = made !== null

  function close() {
    stop.current?.abort()
    onClose()
  }
  async function save() {
    const ear = new AbortController()
    stop.current = ear
    setMade(0)
    setProblem(null)
    const ids = files.map(({ id }) => id)
    const applied = await applyToAll(ids, recipe, { signal: ear.signal, onMade: setMade })
    addVersions(applied.finishes)
    setMade(null)
    if (ear.signal.aborted) return
    lastRecipe = recipe
    if (applied.problem === null) {
      onDone?.(applied.finishes)
      onClose()
    } else {
      setProblem(applied.problem || t('noAnswer'))
    }
  }
  useUndoKeys(undo, redo)
  const hold = (isDown: boolean) => () => setOriginal(isDown)

  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
      className="fixed inset-0 z-50 bg-ground"
    >
      <Modal className="h-dvh">
        <Dialog className="h-full outline-none">
          <div className="grid h-full grid-cols-[minmax(0,1fr)_360px] max-desk:grid-cols-1 max-desk:grid-rows-[44dvh_minmax(0,1fr)]">
            <div className="on-table grid min-h-0 min-w-0 grid-rows-[48px_minmax(0,1fr)_auto]">
              <div className="flex min-w-0 items-center gap-1 px-3">
                <IconButton aria-label={t('close')} onPress={close}>
                  <X {...icon} />
                </IconButton>
                <Heading
                  slot="title"
                  className="min-w-0 flex-1 truncate font-strong text-13 max-desk:sr-only"
                >
                  {t('title', { name: file.name })}
                </Heading>
                <IconButton aria-label={t('undo')} isDisabled={!undo} onPress={() => undo?.()}>
                  <Undo2 {...icon} />
                </IconButton>
                <IconButton aria-label={t('redo')} isDisabled={!redo} onPress={() => redo?.()}>
                  <Redo2 {...icon} />
                </IconButton>
                <Button
                  variant="quiet"
                  onPressStart={hold(true)}
                  onPressEnd={hold(false)}
                  className="max-desk:ml-auto"
                >
                  <Eye {...icon} />
                  {t('hold')}
                </Button>
              </div>
              <div className="min-h-0 px-6 py-2 max-desk:px-3">
                {loaded === 'failed' ? (
                  <Note kind="bad" role="alert">
                    {t('notLoaded')}
                  </Note>
                ) : (
                  loaded && (
                    <Preview
                      loaded={loaded}
                      recipe={isOriginal ? givenRecipes.original : recipe}
                      name={file.name}
                    />
                  )
                )}
              </div>
              <p className="measured flex min-h-9 items-center gap-3 px-6 text-ink-3 max-desk:px-3">
                {loaded && loaded !== 'failed' && <Outcome loaded={loaded} recipe={recipe} />}
              </p>
            </div>
            <div className="flex min-h-0 flex-col border-line bg-panel desk:border-l">
              <div className="min-h-0 flex-1 overflow-auto">
                <PresetsSection recipe={recipe} change={change} />
                <BackgroundSection recipe={recipe} change={change} />
                {(!loaded || loaded === 'failed' || loaded.hasClear) && (
                  <ShadowSection recipe={recipe} change={change} />
                )}
                <CropSection recipe={recipe} change={change} />
                <SizeSection recipe={recipe} change={change} own={ownSize(loaded, recipe)} />
                <FormatSection recipe={recipe} change={change} />
              </div>
              <div className="border-line border-t p-4 max-desk:pb-[calc(12px+env(safe-area-inset-bottom))]">
                {problem && (
                  <Note kind="bad" role="alert" className="mb-2">
                    {problem}
                  </Note>
                )}
                {others.length > 0 && (
                  <label className="mb-2 flex items-center gap-2">
                    <input
                      type="checkbox"
                      checked={forAll}
                      disabled={isSaving}
                      onChange={(event) => setForAll(event.currentTarget.checked)}
                      className="size-4 accent-(--mark)"
                    />
                    {t('forAll', { count: others.length + 1 })}
                  </label>
                )}
                {isSaving ? (
                  <Button size="run" onPress={() => stop.current?.abort()}>
                    {t('stop', { made, count: files.length })}
                  </Button>
                ) : (
                  <Button variant="main" size="run" onPress={() => void save()} detail={t('free')}>
                    {t('save', { count: files.length })}
                  </Button>
                )}
                <p className="mt-2 text-center text-12 text-ink-3">{t('stays', { count: files.length })}</p>
              </div>
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

const formatNames = { png: 'PNG', jpeg: 'JPG', webp: 'WebP' } as const

/** Size and format of what comes out, and whether the subject is enlarged beyond its own pixels. */
function Outcome({ loaded, recipe }: { loaded: Loaded; recipe: Recipe }) {
  const t = useTranslations('finish')
  const { width, height, scale } = layOut(recipe, boxOf(loaded, recipe))
  return (
    <>
      {formatPixels(width, height)} · {formatNames[recipe.format]}
      {scale > 1.005 && (
        <span className="text-warn">{t('enlarged', { times: Math.round(scale * 10) / 10 })}</span>
      )}
    </>
  )
}

function ownSize(loaded: Loaded | 'failed' | null, recipe: Recipe): string {
  if (!loaded || loaded === 'failed') return ''
  const { width, height } = layOut({ ...recipe, size: null }, boxOf(loaded, recipe))
  return formatPixels(width, height)
}
