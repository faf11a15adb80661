'use client'

import { useTranslations } from 'next-intl'

/** Over the table while files hang over the page. The whole page takes them; this only says so. */
export function DropOverlay({ count }: { count: number }) {
  const t = useTranslations('studio')
  return (
    <div className="pointer-events-none absolute inset-0 z-20 grid bg-mark-wash p-6">
      <div className="marks grid place-items-center [--mk:var(--mark)]" data-over>
        <p className="font-strong text-18 text-mark-ink">{t('letGo', { count })}</p>
      </div>
    </div>
  )
}
