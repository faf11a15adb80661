import { afterAll, inject } from 'vitest'
import { killLeftovers } from './process'

// The databases that this project's tests copy from, as variables: the same support serves the browser's tests.

process.env.TEST_PGLITE_TEMPLATES ??= inject('pgliteTemplates')
process.env.TEST_POSTGRES_URL ??= inject('postgresUrl')

afterAll(killLeftovers)
