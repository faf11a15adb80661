'use client'

import dynamic from 'next/dynamic'
import { CompareView } from '@/components/compare/compare-view'
import { persistent } from '@/components/http/persistent'
import type { FileView } from '@/lib/files/schema'
import { pictureOf } from './sides'
import { Waiting } from './waiting'

const FilmStage = dynamic(
  persistent(() => import('./film-stage').then((part) => part.FilmStage)),
  { loading: Waiting },
)
const SoundStage = dynamic(
  persistent(() => import('./sound-stage').then((part) => part.SoundStage)),
  { loading: Waiting },
)
const TextStage = dynamic(
  persistent(() => import('./text-stage').then((part) => part.TextStage)),
  { loading: Waiting },
)

export type FileStageProps = { file: FileView; name: string; isCutout: boolean }

/** A file by itself on the table, whatever it is. Fills its parent. */
export function FileStage({ file, name, isCutout }: FileStageProps) {
  switch (file.kind) {
    case 'image':
      return <CompareView before={null} after={pictureOf(file)} name={name} isCutout={isCutout} />
    case 'video':
      return <FilmStage file={file} name={name} />
    case 'audio':
      return <SoundStage file={file} name={name} />
    case 'text':
      return <TextStage file={file} name={name} />
  }
}
