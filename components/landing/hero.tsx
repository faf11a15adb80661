import { useTranslations } from 'next-intl'
import { CompareSlider } from '@/components/compare/compare-slider'
import type { Picture } from '@/components/compare/picture'
import { LinkButton } from '@/components/ui/link-button'

const before: Picture = { url: '/samples/astronaut.webp', width: 900, height: 900 }
const after: Picture = { url: '/samples/astronaut-cut.webp', width: 900, height: 900 }

export type HeroProps = {
  isSignedIn: boolean
  canSignUp: boolean
  /** Credits of a new account. */
  welcome: number
}

/** What Loupe is, and the thing itself: a real pair that slides. */
export function Hero({ isSignedIn, canSignUp, welcome }: HeroProps) {
  const t = useTranslations('landing')
  return (
    <section className="on-table grid min-h-[640px] grid-cols-[minmax(0,1fr)_auto] items-center gap-24 px-28 pb-12 max-wide:gap-12 max-wide:px-8 max-desk:flex max-desk:min-h-0 max-desk:flex-col-reverse max-desk:items-stretch max-desk:gap-0 max-desk:p-0">
      <div className="max-desk:px-4 max-desk:pt-5 max-desk:pb-7">
        <h1 className="text-balance font-medium text-[72px] leading-none tracking-[-0.045em] max-wide:text-56 max-desk:text-[44px]">
          {t('headline')}
        </h1>
        <p className="mt-6 max-w-[420px] text-pretty text-18 text-ink-2 leading-[28px] max-desk:mt-2.5 max-desk:max-w-none max-desk:text-[16px] max-desk:leading-6">
          {t('intro')}
        </p>
        <div className="mt-8 flex flex-wrap gap-2 max-desk:mt-4.5 max-desk:*:flex-1">
          {isSignedIn ? (
            <LinkButton variant="main" size="big" href="/studio">
              {t('open')}
            </LinkButton>
          ) : (
            <>
              <LinkButton variant="main" size="big" href="/sign-in">
                {t('signIn')}
              </LinkButton>
              {canSignUp && (
                <LinkButton variant="quiet" size="big" href="/sign-up">
                  {t('signUp')}
                </LinkButton>
              )}
            </>
          )}
        </div>
        <p className="mt-6 max-w-[420px] text-ink-3 max-desk:mt-4 max-desk:max-w-none max-desk:text-13">
          {t('own')}
          {welcome > 0 && <span className="block">{t('welcome', { credits: welcome })}</span>}
        </p>
      </div>
      <figure className="w-[572px] max-wide:w-[min(50vw,572px)] max-desk:w-full">
        <CompareSlider
          before={before}
          after={after}
          name={t('pair')}
          backdrop={{ className: 'checker' }}
          start={46}
        />
        <figcaption className="mt-3 flex gap-6 text-12 text-ink-2 max-desk:px-4">
          <span className="flex-1">{t('caption')}</span>
          <span className="measured text-ink-3">{t('price', { credits: 1 })}</span>
        </figcaption>
      </figure>
    </section>
  )
}
