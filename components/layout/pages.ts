/** The signed-in pages, in the order of the header. Words in `frame.nav`. */
export const navPages = ['studio', 'gallery', 'models', 'credits', 'settings', 'admin'] as const
export type NavPage = (typeof navPages)[number]

/** Which page a path belongs to: a job is part of the studio. */
export function pageOf(path: string): NavPage | undefined {
  const first = path.split('/')[1]
  return first === 'jobs' ? 'studio' : navPages.find((page) => page === first)
}
