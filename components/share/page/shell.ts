import { htmlLang, type Locale, localeNames, locales } from '@/lib/locale'
import { Html, html } from './html'

/** One sentence by its key, in the visitor's language. */
export type Say = (key: string, values?: Record<string, string | number>) => string

export type Frame = {
  locale: Locale
  say: Say
  /** Lets our own style and script run, and nothing else. */
  nonce: string
  script: string
  style: string
}

export type Page = {
  title: string
  body: Html
  /** In the head, besides what every page has. */
  head?: Html | false
  /** Rules of this page alone (sizes of its pictures). */
  style?: string
  /** The page has something that a script brings to life. */
  isLive?: boolean
}

/** A whole page. `style` and `script` are our own files; everything else comes through `html`. */
export function document({ locale, nonce, script, style }: Frame, page: Page): string {
  return html`<!doctype html>
<html lang="${htmlLang[locale]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${page.title}</title>
${page.head}
<style nonce="${nonce}">${new Html(style)}${new Html(page.style ?? '')}</style>
</head>
${page.body}
${page.isLive && html`<script nonce="${nonce}">${new Html(script)}</script>`}
</html>`.text
}

const markOf = (width: number, height: number) =>
  html`<svg width="${width}" height="${height}" viewBox="0 0 20 24" aria-hidden="true"><path d="M10 4.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/><circle cx="10" cy="12" r="8.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 0v24" stroke="currentColor" stroke-width="1.5"/></svg>`

/** The mark with the name; the name of a product is not translated. */
export const logo = html`<a class="logo" href="/" rel="noopener">${markOf(20, 24)}Loupe</a>`

export const madeWith = (say: Say, isFramed = false) =>
  html`<a class="made" href="/" ${isFramed && html`target="_blank"`} rel="noopener">${markOf(12, 14)}${say('share.page.madeWith')}</a>`

/** The three languages; the chosen one is no link. */
export const languages = (locale: Locale, path: string, query = '') =>
  html`<span class="langs">${locales.map((one) =>
    one === locale
      ? html`<span aria-current="true">${localeNames[one]}</span>`
      : html`<a href="${path}?lang=${one}${query}" hreflang="${one}" lang="${htmlLang[one]}">${localeNames[one]}</a>`,
  )}</span>`
