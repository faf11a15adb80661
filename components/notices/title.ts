/** What the title was before, and with which words in front it stands there now. */
let before: { title: string; shown: string } | null = null

/** Puts words in front of the tab's title until somebody looks at it. */
export function markTitle(words: string) {
  const title = before && document.title === before.shown ? before.title : document.title
  before = { title, shown: `${words} · ${title}` }
  document.title = before.shown
}

/** Somebody looks: the title is what it was, unless the page has set another one meanwhile. */
export function clearTitle() {
  if (before && document.title === before.shown) document.title = before.title
  before = null
}
