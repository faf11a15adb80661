import type { ChosenItem, PageItem, PageView } from '@/lib/share/page-view'
import { type Html, html } from './html'
import { onTable, tableStyle } from './picture'
import { document, type Frame, languages, madeWith, type Say } from './shell'

/** @param origin our public address, for what other sites are told. */
export function lookPage(frame: Frame, view: PageView, origin: string): string {
  const { say, locale } = frame
  const { chosen } = view
  const count = countOf(view, say)
  const title = view.title ?? count
  const here = (item: PageItem) => `${view.path}?lang=${locale}&i=${item.key}`
  return document(frame, {
    title: `${title} · Loupe`,
    head: view.isPlain && cardOf(view, title, origin),
    style: chosen ? tableStyle(chosen) : '',
    isLive: true,
    body: html`<body class="look">
<header>
<div class="heads"><h1>${title}</h1>${view.title && html`<p class="quiet">${count}</p>`}</div>
${chosen?.kind === 'image' && backdrops(say, chosen)}
${chosen && html`<button class="btn whole" type="button" hidden>${say('compare.fullScreen')}</button>`}
${chosen?.canSave && html`<a class="btn ink" href="${view.path}/f/${chosen.key}/full" download>${say('share.page.download')}</a>`}
</header>
<main class="table">${chosen ? onTable(view, chosen, say) : html`<p>${say('share.page.nothing')}</p>`}</main>
<div>
${view.items.length > 1 && html`<nav class="strip" aria-label="${say('share.page.results')}">${view.items.map((item) => tile(view, item, here(item), chosen?.key === item.key, say))}</nav>`}
${chosen && chosen.settings.length > 0 && settings(chosen, say)}
</div>
<footer><span>${view.endsOn && say('share.page.ends', { date: view.endsOn })}</span>${languages(locale, view.path, chosen ? `&i=${chosen.key}` : '')}${madeWith(say)}</footer>
</body>`,
  })
}

/** How many results there are, and how many of them a large board shows. */
const countOf = ({ items, total }: PageView, say: Say) =>
  total > items.length
    ? say('share.page.first', { shown: items.length, count: total })
    : say('share.page.title', { count: total })

const dots = (say: Say) =>
  [
    ['on-checker', 'squares', say('compare.backdrops.checker')],
    ['on-white', 'white', say('compare.backdrops.white')],
    ['on-black', 'black', say('compare.backdrops.black')],
  ] as const

/** Shown where the model leaves see-through parts; of others the script finds out. */
const backdrops = (say: Say, { isCutout }: ChosenItem) =>
  html`<fieldset class="backdrops" ${!isCutout && html`hidden`}><legend class="sr">${say('compare.backdrop')}</legend>${dots(
    say,
  ).map(
    ([id, look, name], at) =>
      html`<label title="${name}"><input type="radio" name="backdrop" id="${id}" aria-label="${name}" ${at === 0 && html`checked`}><span class="dot ${look}"></span></label>`,
  )}</fieldset>`

function tile(view: PageView, item: PageItem, href: string, isChosen: boolean, say: Say): Html {
  const name = say('share.page.result', { n: item.n })
  return html`<a href="${href}" ${isChosen && html`aria-current="true"`} class="${item.kind === 'image' && 'checker'}">${
    item.picture
      ? html`<img src="${view.path}/f/${item.key}/thumb" alt="${name}" loading="lazy" decoding="async">`
      : html`<span aria-label="${name}" role="img">${item.n}</span>`
  }</a>`
}

const settings = ({ settings: all }: ChosenItem, say: Say) =>
  html`<details class="more"><summary>${say('share.page.settings')}</summary><dl class="asked">${all.map(
    ({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`,
  )}</dl></details>`

/** What messengers show of the link. */
function cardOf(view: PageView, title: string, origin: string): Html {
  const shown = view.items.find(({ picture }) => picture)
  return html`<meta property="og:type" content="website">
<meta property="og:site_name" content="Loupe">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${origin}${view.path}">
${
  shown?.picture &&
  html`<meta property="og:image" content="${origin}${view.path}/f/${shown.key}/view">
<meta property="og:image:type" content="image/webp">
<meta property="og:image:width" content="${shown.picture.width}">
<meta property="og:image:height" content="${shown.picture.height}">
<meta name="twitter:card" content="summary_large_image">`
}`
}

/** The picture alone, for another site's frame. */
export function embedPage(frame: Frame, view: PageView): string {
  const { chosen } = view
  return document(frame, {
    title: view.title ?? countOf(view, frame.say),
    style: chosen ? tableStyle(chosen) : '',
    isLive: true,
    body: html`<body class="embed"><main class="table">${chosen ? onTable(view, chosen, frame.say) : html`<p>${frame.say('share.page.nothing')}</p>`}</main>${madeWith(frame.say, true)}</body>`,
  })
}
