import { getTranslations } from 'next-intl/server'

/** On every page while no KIE key is set: what people see is made here, and costs nothing. */
export async function SandboxStrip() {
  const t = await getTranslations('frame.sandbox')
  return (
    <aside
      aria-label={t('title')}
      className="flex min-h-8 shrink-0 items-center justify-center gap-2 border-line border-b bg-well px-6 py-1 text-12 text-ink-2 max-desk:justify-start max-desk:px-4"
    >
      <b className="inline-flex items-center gap-[7px] font-strong text-ink before:size-[7px] before:rounded-pill before:bg-amber before:content-['']">
        {t('title')}
      </b>
      <span className="max-desk:hidden">{t('text')}</span>
      <span className="desk:hidden">{t('short')}</span>
    </aside>
  )
}
