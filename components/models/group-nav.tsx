'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, memo, useEffect, useMemo, useRef } from 'react'
import { type GroupId, groupIds, ownGroups, taskGroups } from './groups'
import { placeHref } from './place'

export type GroupNavProps = {
  chosen: GroupId
  /** Empty until the models are there. */
  counts: Readonly<Record<string, number>>
  /** The group's first model is not opened with it: on a phone that would hide the list. */
  onChoose: (group: GroupId) => void
}

/** Said once: the numbers change with every key. */
function useGroupNames(): Record<GroupId, string> {
  const t = useTranslations('models')
  return useMemo(
    () => Object.fromEntries(groupIds.map((id) => [id, t(`groups.${id}`)])) as Record<GroupId, string>,
    [t],
  )
}

function useGroupLink({ chosen, counts, onChoose }: GroupNavProps) {
  const names = useGroupNames()
  return (group: GroupId) => (
    <li key={group} className="max-desk:shrink-0">
      <a
        href={placeHref({ group })}
        data-group={group}
        aria-current={group === chosen ? 'true' : undefined}
        onClick={(event: MouseEvent) => {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          onChoose(group)
        }}
        className="flex min-h-[30px] items-center justify-between gap-2 rounded-control px-2 py-[5px] text-ink-2 hover:bg-well aria-[current]:bg-press aria-[current]:font-strong aria-[current]:text-ink max-desk:h-9 max-desk:whitespace-nowrap max-desk:rounded-pill max-desk:bg-well max-desk:px-3 max-desk:text-[14px]"
      >
        <span className="min-w-0 text-pretty">{names[group]}</span>
        <span className="shrink-0 font-normal text-12 text-ink-3 tabular-nums">{counts[group]}</span>
      </a>
    </li>
  )
}

/** What one comes for, and one's own. A column; on a phone a strip that scrolls sideways. */
export const GroupNav = memo(function GroupNav(props: GroupNavProps) {
  const t = useTranslations('models')
  const link = useGroupLink(props)
  const { counts, chosen } = props
  // Few models are of no group; where there are none, there is nothing to choose.
  const shown = taskGroups.filter((group) => group !== 'other' || counts.other !== 0 || chosen === 'other')
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    const link = strip.current?.querySelector<HTMLElement>(`[data-group="${chosen}"]`)
    // In the strip of a phone only: a column shows all.
    if (link && strip.current && strip.current.scrollWidth > strip.current.clientWidth) {
      strip.current.scrollLeft = link.offsetLeft - (strip.current.clientWidth - link.offsetWidth) / 2
    }
  }, [chosen])
  const list = 'flex flex-col gap-px max-desk:shrink-0 max-desk:flex-row max-desk:gap-1.5'
  return (
    <nav
      ref={strip}
      aria-label={t('groupsTitle')}
      className="relative mt-3 max-desk:-mx-4 max-desk:mt-2 max-desk:flex max-desk:gap-1.5 max-desk:overflow-x-auto max-desk:px-4 max-desk:pb-1 max-desk:[scrollbar-width:none]"
    >
      <ul className={list}>{(['all', ...shown] as const).map(link)}</ul>
      <h2
        id="models-yours"
        className="mt-5 mb-1 px-2 font-normal text-12 text-ink-3 tracking-normal max-desk:sr-only"
      >
        {t('yours')}
      </h2>
      <ul aria-labelledby="models-yours" className={list}>
        {ownGroups.map(link)}
      </ul>
    </nav>
  )
})
