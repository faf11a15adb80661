import { getTranslations } from 'next-intl/server'

/** The first stop of the Tab key: past the header. Every page has `<main id="main">`. */
export async function SkipLink() {
  const t = await getTranslations('frame')
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-ink px-4 py-2 font-medium text-panel focus:translate-y-0"
    >
      {t('skip')}
    </a>
  )
}
