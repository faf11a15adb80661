import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withWords = createNextIntlPlugin('./lib/request-words.ts')

const config: NextConfig = {
  // Native modules, WebAssembly and worker threads do not survive bundling.
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'pg', 'pino', 'sharp', 'undici'],
  // Our own files domain makes previews; without /_next/image its advisories do not concern us.
  images: { unoptimized: true },
  experimental: {
    // A route is loaded when it is first asked for: a start is a second shorter and 50 MB smaller.
    preloadEntriesOnStart: false,
    // Traces in the log name our functions, without source maps.
    serverMinification: false,
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types; a start should not pay for it.
  typescript: { ignoreBuildErrors: true },
}

export default withWords(config)
