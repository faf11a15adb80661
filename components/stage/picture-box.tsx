'use client'

import type { CSSProperties } from 'react'
import { Photo } from '@/components/ui/photo'
import type { FileView } from '@/lib/files/schema'

type Ratio = CSSProperties & Record<'--ratio' | '--most', string>

export type PictureBoxProps = { picture: FileView; alt: string; isDimmed?: boolean | undefined }

/** What can be shown of a file as a picture: itself, or a film's poster. */
export const isShowable = ({ kind, previewUrl }: FileView) => kind === 'image' || previewUrl !== null

/** The whole picture in the middle of the space there is: the same place that the comparison takes later. */
export function PictureBox({ picture, alt, isDimmed }: PictureBoxProps) {
  const width = picture.width ?? 4
  const height = picture.height ?? 3
  const shape: Ratio = { '--ratio': String(width / height), '--most': `${width * 2}px` }
  return (
    <div className="grid size-full min-h-0 place-items-center overflow-hidden [container-type:size]">
      <div
        style={shape}
        className="relative aspect-(--ratio) w-[min(100cqw,100cqh*var(--ratio),var(--most))] shadow-print"
      >
        <Photo
          src={picture.previewUrl ?? picture.url}
          width={picture.width}
          height={picture.height}
          alt={alt}
          placeholder={picture.placeholder}
          loading="eager"
          className={`size-full ${isDimmed ? 'opacity-45' : ''}`}
        />
      </div>
    </div>
  )
}
