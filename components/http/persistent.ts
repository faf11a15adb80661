const AGAIN_MS = 2_000

/**
 * Loads a part of the app's code. While the connection or the server is away it waits, and goes on by itself.
 * @throws what the load threw, once a server that answers does not have the part (a tab older than an upgrade)
 */
export function persistent<T>(load: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null
  async function go(): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await load()
      } catch (error) {
        if (failures === 3 || typeof window === 'undefined') throw error
        await serverAnswers()
      }
    }
  }
  return () => {
    underWay ??= go().finally(() => {
      underWay = null
    })
    return underWay
  }
}

async function serverAnswers(): Promise<void> {
  for (;;) {
    const answers = await fetch('/api/health', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return
    await new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer)
        window.removeEventListener('online', go)
        resolve()
      }
      const timer = setTimeout(go, AGAIN_MS)
      window.addEventListener('online', go)
    })
  }
}
