import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/test/system.mjs'

/** A test with a picture at work in it may take this long on two slow cores (ms). */
const TEST_LIMIT_MS = 90_000

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  outputDir: 'test-results',
  // Each has a server of its own. A test that passes at the second try has failed.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  timeout: TEST_LIMIT_MS,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 20_000,
    trace: 'off',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
})
