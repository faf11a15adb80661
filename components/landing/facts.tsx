import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Photo } from '@/components/ui/photo'

/** Two pictures side by side; the first is what the second was made from. */
function Pair({
  before,
  after,
  isCutout,
  isClose,
}: {
  before: string
  after: string
  isCutout?: boolean
  isClose?: boolean
}) {
  // Small pictures of a known size, decoration for the words below: no alternative text.
  const photo = (src: string) => (
    <Photo
      src={src}
      width={480}
      height={600}
      alt=""
      className={`h-28 max-desk:h-[150px] ${isClose ? '[&_img]:scale-190 [&_img]:object-[50%_62%]' : ''} ${isCutout && src === after ? 'checker checker-small' : ''}`}
    />
  )
  return (
    <div className="mb-3 grid grid-cols-2 gap-0.5">
      {photo(before)}
      {photo(after)}
    </div>
  )
}

/** A few lines of a list, as the product shows it. */
function Lines({ rows }: { rows: { name: string; said: string; isLive?: boolean; isPlus?: boolean }[] }) {
  return (
    <div
      aria-hidden="true"
      className="mb-3 grid h-28 content-center rounded-photo border border-line bg-panel px-3.5 text-12 max-desk:h-[120px]"
    >
      {rows.map((row) => (
        <div
          key={row.name}
          className="flex h-8 items-center justify-between gap-3 tabular-nums not-first:border-line not-first:border-t"
        >
          <span className="truncate font-medium">{row.name}</span>
          <span
            className={`shrink-0 ${row.isLive ? 'text-mark-ink' : row.isPlus ? 'text-ok' : 'text-ink-2'}`}
          >
            {row.said}
          </span>
        </div>
      ))}
    </div>
  )
}

const factNames = ['background', 'upscale', 'live', 'books'] as const

export function Facts() {
  const t = useTranslations('landing')
  const pictures: Record<(typeof factNames)[number], ReactNode> = {
    background: <Pair before="/samples/speaker.webp" after="/samples/speaker-cut.webp" isCutout />,
    upscale: <Pair before="/samples/camera-small.webp" after="/samples/camera.webp" isClose />,
    live: (
      <Lines
        rows={[
          { name: 'lamp.jpg', said: `${t('jobs.running')} · 0:07`, isLive: true },
          { name: 'stool.png', said: t('jobs.waiting') },
          { name: 'cup.jpg', said: t('jobs.done') },
        ]}
      />
    ),
    books: (
      <Lines
        rows={[
          { name: 'kettle-red.jpg', said: '−1' },
          { name: t('lines.refused', { file: 'ring.jpg' }), said: '0' },
          { name: t('lines.granted'), said: '+100', isPlus: true },
        ]}
      />
    ),
  }
  return (
    <section className="grid grid-cols-4 gap-8 border-line border-t px-28 pt-8 pb-16 max-wide:grid-cols-2 max-wide:px-8 max-desk:grid-cols-1 max-desk:gap-7 max-desk:px-4 max-desk:py-6">
      {factNames.map((fact) => (
        <article key={fact}>
          {pictures[fact]}
          <h2 className="font-strong text-13 tracking-normal max-desk:text-15">{t(`titles.${fact}`)}</h2>
          <p className="mt-0.5 text-pretty text-ink-2">{t(`texts.${fact}`)}</p>
        </article>
      ))}
    </section>
  )
}
