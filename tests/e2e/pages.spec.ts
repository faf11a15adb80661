import { COFFEE, signedIn } from '../support/client.ts'
import { personId } from '../support/people.ts'
import { builtPages } from '../support/routes.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './loupe.ts'

// Every page of the build's own list, light and dark, with words on it that prove which page it is.

type Visit = { path: string; says: string; signedIn?: boolean }

test('axe finds nothing on any page of the build', async ({ page, loupe, enter, errors }) => {
  test.setTimeout(300_000)
  errors.allow(/404 \(Not Found\).*\/nowhere/)
  const admin = await signedIn(loupe.url, 'admin')
  const job = await admin.submit((await admin.upload(COFFEE)).id)
  await admin.follow(job.id, 60_000)
  const invited = await admin.call<{ invitation: { path: string } }>('POST', '/api/admin/invitations', {
    json: { credits: 5, reason: 'For axe' },
  })
  const reset = await admin.call<{ path: string }>(
    'POST',
    `/api/admin/users/${personId('cleo')}/reset-link`,
    { json: { reason: 'For axe' } },
  )
  const batch = await admin.call<{ batch: { id: string } }>('POST', '/api/admin/codes', {
    json: { amount: 1, count: 2, uses: 1, expiresAt: null, note: 'For axe' },
    headers: { 'idempotency-key': 'for-axe' },
  })
  const visits: Record<string, Visit[]> = {
    '/': [{ path: '/', says: 'Look closer.' }],
    '/sign-in': [
      { path: '/sign-in', says: 'Sign in' },
      { path: '/sign-in?error=OAuthAccountNotLinked', says: 'Sign in' },
    ],
    '/sign-in/confirm': [
      { path: '/sign-in/confirm?token=x&email=ann@loupe.test', says: 'Sign in to Loupe' },
      { path: '/sign-in/confirm', says: 'This link no longer works' },
    ],
    '/sign-up': [{ path: '/sign-up', says: 'By invitation' }],
    '/forgot': [{ path: '/forgot', says: 'Forgotten password' }],
    // The page with the form is looked at in first-way.spec.ts: here there is an admin already.
    '/setup/[token]': [{ path: '/setup/used', says: 'This link no longer works' }],
    '/invite/[token]': [
      { path: invited.body.invitation.path, says: 'You are invited' },
      { path: '/invite/used', says: 'This link no longer works' },
    ],
    '/reset/[token]': [
      { path: reset.body.path, says: 'Set a new password' },
      { path: '/reset/used', says: 'This link no longer works' },
    ],
    '/studio': [{ path: '/studio', says: 'coffee.png', signedIn: true }],
    '/gallery': [
      { path: '/gallery', says: 'Gallery', signedIn: true },
      { path: '/gallery?trash=1', says: 'Trash', signedIn: true },
    ],
    '/models': [
      { path: '/models', says: 'Models', signedIn: true },
      { path: '/models?model=kling-3.0/video', says: 'Kling 3.0', signedIn: true },
    ],
    '/jobs/[id]': [{ path: `/jobs/${job.id}`, says: 'coffee.png', signedIn: true }],
    '/credits': [{ path: '/credits', says: 'Credits', signedIn: true }],
    '/shares': [{ path: '/shares', says: 'Shared links', signedIn: true }],
    '/settings': [{ path: '/settings', says: 'Settings', signedIn: true }],
    '/admin': [{ path: '/admin', says: 'Overview', signedIn: true }],
    '/admin/groups': [{ path: '/admin/groups', says: 'Groups', signedIn: true }],
    '/admin/codes': [{ path: '/admin/codes', says: 'Codes', signedIn: true }],
    '/admin/codes/[id]': [{ path: `/admin/codes/${batch.body.batch.id}`, says: 'For axe', signedIn: true }],
    '/admin/jobs': [{ path: '/admin/jobs', says: 'Jobs', signedIn: true }],
    '/admin/jobs/[id]': [{ path: `/admin/jobs/${job.id}`, says: 'Remove background', signedIn: true }],
    '/admin/audit': [{ path: '/admin/audit', says: 'Audit', signedIn: true }],
    '/admin/books': [{ path: '/admin/books', says: 'Books', signedIn: true }],
    '/admin/people': [{ path: '/admin/people', says: 'People', signedIn: true }],
    '/admin/models': [{ path: '/admin/models', says: 'Models and prices', signedIn: true }],
    '/admin/settings': [{ path: '/admin/settings', says: 'Settings', signedIn: true }],
  }
  expect(Object.keys(visits).sort(), 'the pages that are looked at are those of the build').toEqual(
    builtPages(),
  )
  const all = [...Object.values(visits).flat(), { path: '/nowhere', says: 'There is nothing here' }]
  for (const inside of [false, true]) {
    if (inside) await enter('admin')
    for (const visit of all.filter((one) => (one.signedIn ?? false) === inside)) {
      await page.goto(loupe.url + visit.path)
      await expect(page.getByRole('heading', { name: visit.says }).first(), visit.path).toBeVisible()
      await expectAccessible(page, visit.path)
    }
  }
})
