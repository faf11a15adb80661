'use client'

import { AudioLines, Check, Film, Star, Type } from 'lucide-react'
import type { CSSProperties } from 'react'
import { FileThumb } from '@/components/stage/file-thumb'
import type { ResultView } from '@/lib/gallery/schema'
import { cellRole } from './roles'

const signs = { image: null, video: Film, audio: AudioLines, text: Type }

export type TileProps = {
  result: ResultView
  left: number
  width: number
  label: string
  /** When it leaves the trash; null: it is not in there. */
  goes: string | null
  isChosen: boolean
  /** The one that the Tab key comes to. */
  isStop: boolean
}

/** One result in the grid. As few elements as will do: there are hundreds on screen. Events are heard by the grid. */
export function Tile({ result, left, width, label, goes, isChosen, isStop }: TileProps) {
  const { file, isCutout, isFavourite } = result
  const Sign = signs[file.kind]
  const style: CSSProperties = {
    left,
    width,
    backgroundImage: file.placeholder && !isCutout && !isChosen ? `url("${file.placeholder}")` : undefined,
  }
  return (
    <div
      {...cellRole(goes ? `${label}, ${goes}` : label, isChosen)}
      tabIndex={isStop ? 0 : -1}
      data-result={file.id}
      draggable
      title={file.kind === 'image' ? undefined : file.name}
      style={style}
      className={`gallery-tile ${isCutout ? 'checker' : ''}`}
    >
      <Look result={result} />
      <span data-check="" className="gallery-check">
        {isChosen && <Check aria-hidden size={12} strokeWidth={2.6} />}
      </span>
      {isFavourite && <Star aria-hidden size={16} strokeWidth={1.6} className="gallery-star" />}
      {(Sign || goes) && (
        <span className="gallery-name">
          {Sign && <Sign aria-hidden size={12} strokeWidth={2} />}
          <span className="truncate">{goes ?? file.name}</span>
        </span>
      )}
    </div>
  )
}

function Look({ result: { file, isCutout, trashedAt } }: { result: ResultView }) {
  if (file.kind === 'image' || file.thumbUrl) {
    return (
      <img
        src={file.thumbUrl ?? file.url}
        alt=""
        decoding="async"
        draggable={false}
        className={isCutout ? 'object-contain p-2' : 'object-cover'}
      />
    )
  }
  return trashedAt ? null : <FileThumb file={file} className="size-full!" />
}
