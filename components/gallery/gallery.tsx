'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useBoards } from '@/components/boards/use-boards'
import { useCredits } from '@/components/jobs/use-jobs'
import type { BoardView, ResultView } from '@/lib/gallery/schema'
import type { CreditsView } from '@/lib/jobs/schema'
import { emptiedBy } from './emptied'
import { Empty } from './empty'
import { GalleryHead } from './gallery-head'
import { Grid } from './grid'
import { NoticeBar } from './notice-bar'
import { OpenedResult } from './opened-result'
import { type Place, placeHref, readPlace } from './place'
import { Scrubber } from './scrubber'
import { countOf } from './sections'
import { SelectionBar } from './selection-bar'
import { picturesOf, type SelectionDialog, SelectionDialogs } from './selection-dialogs'
import { shapeOf } from './shape'
import { useActs } from './use-acts'
import { useBoardActs } from './use-board-acts'
import { useChosen } from './use-chosen'
import { useDensity } from './use-density'
import { useDrag } from './use-drag'
import { useGallery, useIsPhone } from './use-gallery'
import { useGridActs } from './use-grid-acts'
import { useGridFocus } from './use-grid-focus'
import { useLayout } from './use-layout'
import { useNotice } from './use-notice'
import { useOpened } from './use-opened'
import { useResultWords } from './use-result-words'
import { heirOf } from './walk'
import { downloadZip } from './zip'

export type GalleryProps = {
  userId: string
  credits: CreditsView
  boards: readonly BoardView[]
  /** Ids of the models that results come from. */
  models: readonly string[]
  /** How long the trash keeps what lies in it. */
  trashDays: number
}

/** All results of a person, or those of a board, or what lies in the trash. */
export function Gallery({ userId, credits, boards: initial, models, trashDays }: GalleryProps) {
  const t = useTranslations('gallery')
  const search = useSearchParams()
  const place = useMemo(() => readPlace(search), [search])
  const { boards, setBoards, reload } = useBoards(initial)
  const board = boards.find(({ id }) => id === place.board)
  const notice = useNotice()
  const { store, state } = useGallery(userId, place, notice.caughtUp)
  const { available } = useCredits(userId, credits)
  const [density, setDensity] = useDensity()
  const isPhone = useIsPhone()
  const { dayOf } = useResultWords()
  const isWhole = place.board !== undefined || place.trash === true
  const shape = shapeOf(isPhone, density, isWhole)
  const { scroller, page, shown, reveal, jumpTo, section, sectionNow } = useLayout(
    store,
    state.sections,
    shape,
    dayOf,
  )
  const [active, setActive] = useState<string | null>(null)
  const { opened, open, close, goTo } = useOpened(page.laid)
  const [dialog, setDialog] = useState<SelectionDialog | null>(null)
  const choosing = useChosen(store, notice.show)
  const { chosen, clear } = choosing
  const acts = useActs(store, notice, clear)
  const go = useCallback((to: Place) => goTo(placeHref(to)), [goTo])
  const boardActs = useBoardActs({ store, page, board, notice, reload, onLeave: () => go({}) })
  const focus = useGridFocus(setActive, reveal, board !== undefined)
  const list = [...chosen.values()]
  /** What these go from is left by the focus too: it stood on them, or on the bar that goes with them. */
  const leaving = (act: (results: readonly ResultView[]) => unknown) => () => {
    const heir = heirOf(page.laid, active ?? '', list)
    void act(list)
    if (heir) focus.stay(heir)
  }
  /** The bar goes with the selection, and the focus with the bar. */
  const clearAndStay = () => {
    clear()
    if (active) focus.stay(active)
  }
  const emptied = emptiedBy(place, state.sections)
  const count = state.status === 'ready' ? countOf(state.sections) : null

  useEffect(() => {
    if (chosen.size === 0 || opened || dialog) return
    const press = (event: KeyboardEvent) => event.key === 'Escape' && clear()
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [chosen.size, opened, dialog, clear])

  const gridActs = useGridActs({
    page,
    isBoard: board !== undefined,
    choosing,
    active,
    onActive: setActive,
    focus,
    onOpen: open,
    onKey(key, results) {
      if (key === 'm-' || key === 'm+') return board && boardActs.step(results, key === 'm-' ? -1 : 1)
      if (key === 'f') return place.trash ? undefined : acts.favourite(results)
      return place.trash ? acts.deleteNow(results) : acts.trash(results)
    },
  })
  const drag = useDrag(board !== undefined, page, chosen, boardActs.move)
  return (
    <div className="desk:absolute desk:inset-0 relative grid h-full min-h-0 grid-cols-[minmax(0,1fr)_auto] grid-rows-[auto_auto_minmax(0,1fr)] bg-ground">
      <GalleryHead
        {...{ place, boards, models, count, density, board, trashDays, isWhole }}
        months={{
          names: isWhole ? [] : page.sections.map(({ month }) => month ?? ''),
          now: sectionNow,
          onGo: (at) => jumpTo(0, at),
        }}
        onPlace={go}
        onDensity={setDensity}
        onEmpty={emptied && state.status === 'ready' ? () => acts.emptyTrash(emptied) : null}
        onBoardChanged={(changed) => setBoards(boards.map((one) => (one.id === changed.id ? changed : one)))}
        onDeleteBoard={boardActs.remove}
      />
      {count === 0 || state.status === 'failed' ? (
        <div className="col-span-2">
          <Empty
            place={place}
            isFailed={state.status === 'failed'}
            onAgain={() => void store.reload()}
            onAll={() => go({})}
          />
        </div>
      ) : (
        <>
          <Grid
            {...{ scroller, shown, chosen, trashDays, active }}
            height={page.height}
            isLoading={page.height === 0}
            row={shape.row}
            gap={shape.gap}
            acts={{ ...gridActs, ...drag }}
          />
          {isWhole ? (
            <span className="w-6 max-desk:w-0" />
          ) : (
            <Scrubber page={page} section={section} onJump={jumpTo} />
          )}
        </>
      )}
      {chosen.size > 0 && (
        <SelectionBar
          count={chosen.size}
          isInTrash={place.trash === true}
          isOnBoard={board !== undefined}
          hasTools={picturesOf(list).length > 0}
          onClear={clearAndStay}
          onFavourite={() => void acts.favourite(list)}
          onBoard={() => setDialog('board')}
          onShare={() => setDialog('share')}
          onOffBoard={leaving((results) => {
            clear()
            return boardActs.takeOff(results)
          })}
          onStep={(by) => boardActs.step(list, by)}
          onCover={list.length === 1 && list[0] ? () => void boardActs.setCover(list[0] as ResultView) : null}
          onTool={() => setDialog('tool')}
          onTrash={leaving(acts.trash)}
          onRestore={leaving(acts.restore)}
          onDelete={leaving(acts.deleteNow)}
          onZip={() =>
            downloadZip(
              list.map(({ file }) => file.id),
              (why) => notice.show({ text: why || t('noAnswer') }),
            )
          }
        />
      )}
      <NoticeBar state={notice} onUndone={() => active && focus.stay(active)} />
      {opened && (
        <OpenedResult
          {...{ userId, credits, trashDays }}
          result={opened}
          laid={page.laid}
          onOpened={(result) => {
            open(result)
            setActive(result.file.id)
            reveal(result.file.id)
          }}
          onClose={close}
        />
      )}
      <SelectionDialogs
        {...{ dialog, available }}
        chosen={list}
        boards={boards.filter(({ id }) => id !== place.board)}
        onClose={() => setDialog(null)}
        onAdded={(to, added) => {
          boardActs.noteAdded(to, added)
          clearAndStay()
        }}
        onRun={(jobs) => {
          notice.show({ text: t('started', { count: jobs.length }) })
          clearAndStay()
        }}
      />
    </div>
  )
}
