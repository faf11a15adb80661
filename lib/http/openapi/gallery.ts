import 'server-only'
import { z } from 'zod'
import { filterQuery } from '@/lib/gallery/filter'
import { resultsQuery } from '@/lib/gallery/page'
import {
  blocksSchema,
  boardChangeSchema,
  boardOrderSchema,
  boardSchema,
  chosenSchema,
  emptyTrashSchema,
  favouriteSchema,
  monthsSchema,
  newBoardSchema,
  pageSchema,
} from '@/lib/gallery/schema'
import { answers, body, form, id, queryOf } from './parts'

const filter = queryOf(filterQuery)
const changed = z.object({ changed: z.array(z.string()) })
const oneBoard = z.object({ board: boardSchema })

export const galleryPaths = {
  '/api/gallery': {
    get: {
      parameters: queryOf(resultsQuery),
      responses: answers(200, 'Your results, newest first; of a board in its order', pageSchema),
    },
  },
  '/api/gallery/months': {
    get: { parameters: filter, responses: answers(200, 'How many in each month of UTC', monthsSchema) },
  },
  '/api/gallery/blocks': {
    get: { parameters: filter, responses: answers(200, 'Where each run of results ends', blocksSchema) },
  },
  '/api/gallery/favourites': {
    post: { requestBody: body(favouriteSchema), responses: answers(200, 'Marked, or no longer', changed) },
  },
  '/api/gallery/trash': {
    post: { requestBody: body(chosenSchema), responses: answers(200, 'In the trash now', changed) },
    delete: {
      requestBody: body(emptyTrashSchema),
      responses: answers(
        200,
        'What lay in it then is deleted for good',
        z.object({ deleted: z.number().int() }),
      ),
    },
  },
  '/api/gallery/restore': {
    post: { requestBody: body(chosenSchema), responses: answers(200, 'Back from the trash', changed) },
  },
  '/api/gallery/delete': {
    post: {
      requestBody: body(chosenSchema),
      responses: answers(
        200,
        'Deleted for good; those that an unfinished job uses are kept',
        z.object({ deleted: z.array(z.string()), kept: z.array(z.string()) }),
      ),
    },
  },
  '/api/gallery/zip': {
    get: {
      parameters: queryOf(filterQuery.extend({ ids: z.string().optional() })),
      responses: answers(200, 'A ZIP with a manifest'),
    },
    post: {
      requestBody: form('application/x-www-form-urlencoded', 'ids', { type: 'string' }),
      responses: answers(200, 'A ZIP with a manifest'),
    },
  },
  '/api/boards': {
    get: { responses: answers(200, 'Your boards', z.object({ boards: z.array(boardSchema) })) },
    post: { requestBody: body(newBoardSchema), responses: answers(201, 'The new board', oneBoard) },
  },
  '/api/boards/{id}': {
    parameters: id,
    get: { responses: answers(200, 'One board', oneBoard) },
    patch: { requestBody: body(boardChangeSchema), responses: answers(200, 'The changed board', oneBoard) },
    delete: { responses: answers(204, 'It is gone; its results stay') },
  },
  '/api/boards/{id}/items': {
    parameters: id,
    post: { requestBody: body(chosenSchema), responses: answers(200, 'At its end now', changed) },
    delete: { requestBody: body(chosenSchema), responses: answers(200, 'No longer on it', changed) },
  },
  '/api/boards/{id}/order': {
    parameters: id,
    put: { requestBody: body(boardOrderSchema), responses: answers(200, 'Moved', changed) },
  },
}
