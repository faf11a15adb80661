import { html } from './html'
import { document, type Frame, languages, logo } from './shell'

/** What stands before a link's page: a password, a button where views are counted, or nothing at all. */
export type Door = {
  path: string
  kind: 'password' | 'open' | 'gone'
  /** What its form is told apart by, so that one that is sent twice counts once. */
  press?: string
  /** What was wrong with the last try. */
  problem?: { kind: 'wrong' } | { kind: 'slow'; minutes: number } | undefined
}

/** Says nothing of what is behind it, not even a title. */
export function doorPage(frame: Frame, door: Door): string {
  const { say, locale } = frame
  const words = {
    password: { title: say('share.page.password.title'), text: say('share.page.password.text') },
    open: { title: say('share.page.open.title'), text: say('share.page.open.text') },
    gone: { title: say('share.page.gone.title'), text: say('share.page.gone.text') },
  }[door.kind]
  const action = `${door.path}?lang=${locale}`
  return document(frame, {
    title: `${words.title} · Loupe`,
    body: html`<body class="door">
<header>${logo}</header>
<main>
<div class="card">
<h1>${words.title}</h1>
<p>${words.text}</p>
${door.kind === 'password' && passwordForm(frame, action, door)}
${door.kind === 'open' && html`<form method="post" action="${action}">${pressField(door)}<button class="btn main">${say('share.page.open.button')}</button></form>`}
</div>
</main>
<footer>${languages(locale, door.path)}</footer>
</body>`,
  })
}

/** Longer waits are told in hours. */
const MOST_MINUTES = 90

const pressField = ({ press }: Door) => html`<input type="hidden" name="press" value="${press}">`

function passwordForm({ say }: Frame, action: string, door: Door) {
  const { problem } = door
  const said =
    problem?.kind === 'slow'
      ? problem.minutes > MOST_MINUTES
        ? say('share.page.password.slowHours', { hours: Math.ceil(problem.minutes / 60) })
        : say('share.page.password.slow', { minutes: problem.minutes })
      : problem && say('share.page.password.wrong')
  return html`<form method="post" action="${action}">
${pressField(door)}
<label for="password">${say('share.page.password.label')}</label>
<input id="password" name="password" type="password" autocomplete="off" required autofocus maxlength="200" ${said && html`aria-invalid="true" aria-describedby="problem"`}>
${said && html`<p id="problem" class="bad" role="alert">${said}</p>`}
<button class="btn main">${say('share.page.open.button')}</button>
</form>`
}
