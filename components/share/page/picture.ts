import { finer, haveOneShape } from '@/components/compare/picture'
import type { ChosenItem, PageItem, PageView, ShownPicture } from '@/lib/share/page-view'
import { type Html, html } from './html'
import type { Say } from './shell'

/** What lies on the table: a slider, a picture, a film, a sound, a text. */
export function onTable(view: PageView, item: ChosenItem, say: Say): Html {
  const at = (part: string) => `${view.path}/f/${item.key}/${part}`
  const name = say('share.page.result', { n: item.n })
  if (item.kind === 'text')
    return html`<pre class="sheet" tabindex="0" aria-label="${name}">${item.text}</pre>`
  if (item.kind !== 'image' && !item.canPlay) return html`<p>${say('share.page.cannotPlay')}</p>`
  if (item.kind === 'audio')
    return html`<audio controls preload="metadata" src="${at('media')}" aria-label="${name}"></audio>`
  if (item.kind === 'video') {
    return html`<video controls playsinline preload="metadata" src="${at('media')}" ${item.picture && html`poster="${at('view')}"`} aria-label="${name}"></video>`
  }
  if (!item.picture) return html`<p>${say('share.page.nothing')}</p>`
  const after = layer(item.picture, 'after', at('view'), name, item.before === null)
  if (!item.before) return html`<div class="cmp cmp-one" data-live>${after}</div>`
  const before = say('share.page.original', { n: item.n })
  const isLoose = !haveOneShape(sized(item.before), sized(item.picture))
  return html`<div class="cmp${isLoose && ' cmp-loose'}">
${after}
${layer(item.before, 'before', at('before'), before, true)}
<span class="cmp-tag cmp-tag-before" aria-hidden="true">${say('compare.before')}</span>
<span class="cmp-tag cmp-tag-after" aria-hidden="true">${say('compare.after')}</span>
<input type="range" class="cmp-range" min="0" max="100" value="50" aria-label="${say('compare.slider')}">
<div class="cmp-bar" aria-hidden="true"><div class="cmp-grip"><i></i></div><span class="cmp-tag cmp-position"></span></div>
</div>`
}

const layer = (picture: ShownPicture, side: 'before' | 'after', src: string, alt: string, isFirst: boolean) =>
  html`<div class="cmp-layer cmp-${side}${side === 'after' && ' checker'}"><img src="${src}" alt="${alt}" width="${picture.width}" height="${picture.height}" draggable="false"${isFirst && html` fetchpriority="high"`}></div>`

const sized = ({ width, height }: ShownPicture) => ({ url: '', width, height })

const PLACEHOLDER = /^data:image\/webp;base64,[A-Za-z0-9+/=]+$/

/** The rules that hold the table's place until the picture is there: its shape, and its own blurred colours. */
export function tableStyle({ kind, picture, before }: PageItem): string {
  if (!picture) return kind === 'video' ? '.table{--ratio:1.7778}' : ''
  const box = before ? finer(sized(before), sized(picture)) : picture
  const isLoose = before !== null && !haveOneShape(sized(before), sized(picture))
  const blur = before?.placeholder
  return [
    `.table{--ratio:${(box.width / box.height).toFixed(5)}}`,
    `.cmp{--fit:${isLoose ? 'contain' : 'fill'}}`,
    blur && PLACEHOLDER.test(blur) && !isLoose
      ? `.cmp[data-live] .cmp-before{background:url(${blur}) 0 0/100% 100%}`
      : '',
  ].join('')
}
