import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withWords = createNextIntlPlugin('./lib/request-words.ts')

const config: NextConfig = {
  // Native modules, WebAssembly and worker threads do not survive bundling.
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'pg', 'pino', 'sharp', 'undici'],
  // Our own files domain makes previews; without /_next/image its advisories do not concern us.
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types; a start should not pay for it.
  typescript: { ignoreBuildErrors: true },
}

export default withWords(config)
