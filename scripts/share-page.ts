import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build, context, type Plugin } from 'esbuild'

// The page behind a link has no React: its script and style are bundled apart, and stand in the page itself.

const DARK = /\[data-theme="dark"\] (\{[^}]*\})/
/** Without a script nobody sets a theme: dark is what the visitor's system wishes. */
const systemTheme: Plugin = {
  name: 'system-theme',
  setup({ onLoad }) {
    onLoad({ filter: /components\/ui\/tokens\.css$/ }, async ({ path }) => {
      const tokens = await readFile(path, 'utf8')
      if (!DARK.test(tokens)) throw new Error('tokens.css has no dark theme where one is looked for')
      const contents = tokens.replace(DARK, '@media (prefers-color-scheme: dark) { :root $1 }')
      return { contents, loader: 'css' }
    })
  },
}

/** @param folder where browser.js and page.css are written. */
const options = (folder: string): BuildOptions => ({
  entryPoints: [
    join('components', 'share', 'page', 'browser.ts'),
    join('components', 'share', 'page', 'page.css'),
  ],
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  plugins: [systemTheme],
})

const FOLDER = join('.next', 'share')

export async function buildSharePage(folder = FOLDER): Promise<void> {
  await build(options(folder))
}

/** For development: builds, and again after each change. */
export async function watchSharePage(): Promise<void> {
  const made = await context(options(FOLDER))
  await made.rebuild()
  await made.watch()
}
