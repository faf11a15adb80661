'use client'

import { GitCompareArrows } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CompareView } from '@/components/compare/compare-view'
import { useVersions } from '@/components/finish/versions'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import type { FileView } from '@/lib/files/schema'
import type { FinishView } from '@/lib/finish/schema'
import type { JobView } from '@/lib/jobs/schema'
import { putRight as layRight, useRight } from './right'
import { showOutput } from './shown'
import { pictureOf, type Side, sidesOf } from './sides'

const PairBar = dynamic(persistent(() => import('./pair-bar').then((part) => part.PairBar)))
const CompareWith = dynamic(
  persistent(() => import('./compare-with').then((part) => part.CompareWith)),
  { ssr: false },
)

export type PictureStageProps = {
  job: JobView
  /** The result on the table. */
  shown: FileView
  name: string
  /** The model, by which its result is called beside another's. */
  title: string
  /** The model leaves see-through parts. */
  isCutout: boolean
  /** Finished versions that came with the page. */
  finishes?: readonly FinishView[] | undefined
}

/** What is wished on a side; it holds for one shown result, the next one starts as usual. */
type Wish = { beside: string; id: string | null }

/** A picture beside the one it came of, alone, or beside any other of its job or of a related one. */
export function PictureStage({ job, shown, name, title, isCutout, finishes }: PictureStageProps) {
  const t = useTranslations('stage')
  const [picked, setPicked] = useState<readonly Side[]>([])
  const [leftWish, setLeft] = useState<Wish | null>(null)
  const rightWish = useRight(shown.id)
  const versions = useVersions(shown.id, finishes)
  const [isChoosing, setChoosing] = useState<boolean | null>(null)

  const own = sidesOf(job, isCutout, {
    original: t('original'),
    originalOf: (n) => t('originalOf', { n }),
    result: picked.length > 0 ? title : t('result'),
    resultOf: (n) => (picked.length > 0 ? t('modelResult', { model: title, n }) : t('resultOf', { n })),
  })
  const finished = versions.map(({ file }, at) => ({
    file,
    label: t('version', { n: at + 1 }),
    isCutout: file.mime !== 'image/jpeg',
  }))
  const sides = [...own, ...finished, ...picked]
  const find = (id: string | null) => sides.find(({ file }) => file.id === id)
  const given = own.find(({ file }) => job.inputs.some(({ id }) => id === file.id))
  const wished = (wish: Wish | null, usual: string | null) => (wish?.beside === shown.id ? wish.id : usual)
  const right = find(rightWish ?? shown.id) ?? { file: shown, label: t('result'), isCutout }
  const leftId = wished(leftWish, given?.file.id ?? null)
  const left = leftId === right.file.id ? undefined : find(leftId)
  const isUsual = left === given && right.file.id === shown.id

  const hasChoice = sides.length > 2

  function putLeft(id: string | null) {
    setLeft({ beside: shown.id, id })
  }
  function putRight(id: string) {
    const isOutput = job.outputs.some((output) => output.id === id)
    if (isOutput) {
      // The side that was chosen for the other stays where it is.
      setLeft({ beside: id, id: left?.file.id ?? null })
      layRight(id, null)
      showOutput(job.id, id)
    } else {
      layRight(shown.id, id)
    }
  }
  function swap() {
    if (!left) return
    setLeft({ beside: shown.id, id: right.file.id })
    layRight(shown.id, left.file.id)
  }

  return (
    <>
      <CompareView
        before={left ? pictureOf(left.file) : null}
        after={pictureOf(right.file)}
        name={name}
        labels={isUsual || !left ? undefined : { before: left.label, after: right.label }}
        isCutout={right.isCutout}
        tools={
          <>
            {hasChoice && (
              <PairBar
                sides={sides}
                left={left}
                right={right}
                onLeft={putLeft}
                onRight={putRight}
                onSwap={swap}
              />
            )}
            <span title={hasChoice ? t('compareWith') : undefined}>
              <Button variant="quiet" onPress={() => setChoosing(true)} aria-label={t('compareWith')}>
                <GitCompareArrows aria-hidden size={16} strokeWidth={1.6} />
                {!hasChoice && <span className="max-wide:hidden">{t('compareWith')}</span>}
              </Button>
            </span>
          </>
        }
      />
      {isChoosing !== null && (
        <CompareWith
          job={job}
          isOpen={isChoosing}
          onOpenChange={setChoosing}
          onChoose={(side) => {
            setPicked((before) => [...before.filter(({ file }) => file.id !== side.file.id), side])
            putLeft(side.file.id)
          }}
        />
      )}
    </>
  )
}
