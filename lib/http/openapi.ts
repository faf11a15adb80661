import 'server-only'
import { accountPaths } from './openapi/account'
import { adminJobsPaths } from './openapi/admin-jobs'
import { adminModelsPaths } from './openapi/admin-models'
import { booksPaths } from './openapi/books'
import { codesPaths } from './openapi/codes'
import { creditsPaths } from './openapi/credits'
import { filesPaths } from './openapi/files'
import { finishPaths } from './openapi/finish'
import { galleryPaths } from './openapi/gallery'
import { grantsPaths } from './openapi/grants'
import { groupsPaths } from './openapi/groups'
import { invitationsPaths } from './openapi/invitations'
import { jobsPaths } from './openapi/jobs'
import { joiningPaths } from './openapi/joining'
import { modelsPaths } from './openapi/models'
import { answers } from './openapi/parts'
import { peoplePaths } from './openapi/people'
import { pricesPaths } from './openapi/prices'
import { settingsPaths } from './openapi/settings'
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
      ...galleryPaths,
      ...modelsPaths,
      ...sharesPaths,
      ...joiningPaths,
      ...accountPaths,
      ...peoplePaths,
      ...invitationsPaths,
      ...groupsPaths,
      ...grantsPaths,
      ...adminJobsPaths,
      ...adminModelsPaths,
      ...pricesPaths,
      ...settingsPaths,
      ...booksPaths,
      '/api/health': { get: { responses: answers(200, 'Live, and ready while the database answers') } },
      '/api/openapi.json': { get: { responses: answers(200, 'This description') } },
    },
  }
}
