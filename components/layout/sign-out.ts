/** Ends this session with next-auth's own route, then shows the landing page afresh. */
export async function signOut(): Promise<void> {
  // The live list would take the end of the session for somebody else's doing and go to the sign-in page.
  window.dispatchEvent(new Event('loupe:leaving'))
  const answer = await fetch('/api/auth/csrf')
  const { csrfToken }: { csrfToken: string } = await answer.json()
  await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken }) })
  window.location.assign('/')
}
