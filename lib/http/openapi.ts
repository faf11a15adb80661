import 'server-only'
import { accountPaths } from './openapi/account'
import { adminPaths } from './openapi/admin'
import { booksPaths } from './openapi/books'
import { codesPaths } from './openapi/codes'
import { creditsPaths } from './openapi/credits'
import { filesPaths } from './openapi/files'
import { finishPaths } from './openapi/finish'
import { jobsPaths } from './openapi/jobs'
import { modelsPaths } from './openapi/models'
import { answers } from './openapi/parts'
import { sharesPaths } from './openapi/shares'

/** The HTTP interface as OpenAPI 3.1, made from the very schemas that the routes check with. */
export function openApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Loupe',
      version: '1',
      description: 'Signed in by session cookie. Credits are decimals with three places.',
    },
    paths: {
      ...filesPaths,
      ...finishPaths,
      ...jobsPaths,
      ...creditsPaths,
      ...codesPaths,
      ...modelsPaths,
      ...sharesPaths,
      ...adminPaths,
      ...accountPaths,
      ...booksPaths,
      '/api/health': { get: { responses: answers(200, 'Live, and ready while the database answers') } },
    },
  }
}
