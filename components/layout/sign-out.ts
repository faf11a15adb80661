/** Ends this session with next-auth's own route, then shows the landing page afresh. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/api/auth/csrf')
  const { csrfToken }: { csrfToken: string } = await answer.json()
  await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken }) })
  window.location.assign('/')
}
