import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The build's own list of what answers, so that nobody can add a route and forget its tests. */
function manifest(): Record<string, string> {
  const path = join('.next', 'app-path-routes-manifest.json')
  if (!existsSync(path))
    throw new Error('The app is not built: there is no .next/app-path-routes-manifest.json')
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
}

const ofKind = (ending: string) =>
  Object.entries(manifest())
    .filter(([source, path]) => source.endsWith(ending) && !path.startsWith('/_'))
    .map(([, path]) => path)
    .sort()

/** Paths of route handlers, with `[name]` for what varies. */
export const builtRoutes = (): string[] => ofKind('/route')

/** Paths of pages. */
export const builtPages = (): string[] => ofKind('/page')

/** A path with every variable part filled in. */
export const fill = (path: string, value: string) =>
  path.replaceAll(/\[(\.\.\.)?[^\]]+\]/g, encodeURIComponent(value))

export const hasParts = (path: string) => path.includes('[')
