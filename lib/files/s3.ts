import 'server-only'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { BlobKey, ByteRange, Source, Store } from './store'

const KEY = /^files\/([0-9a-z]{26})\//
const PART_BYTES = 8 * 1_048_576

/**
 * Blobs as objects of a bucket that exists (nothing is created, the bucket stays private).
 * @param url `s3://bucket?endpoint=…&region=…`; credentials come from the SDK's usual places.
 */
export function s3Store(url: string): Store {
  const { hostname: bucket, searchParams } = new URL(url)
  const endpoint = searchParams.get('endpoint')
  const client = new S3Client({
    region: searchParams.get('region') ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Only what the service itself demands: stores that speak S3 do not all know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (key: BlobKey) => ({ Bucket: bucket, Key: key })
  return {
    put: (key, source, { mime }) => put(client, at(key), source, mime),
    get: (key, range) => get(client, at(key), range),
    size: (key) =>
      absentAsNull(client.send(new HeadObjectCommand(at(key))).then((head) => head.ContentLength ?? 0)),
    delete: async (key) => {
      await client.send(new DeleteObjectCommand(at(key)))
    },
    list: () => list(client, bucket),
  }
}

type At = { Bucket: string; Key: string }

/** One request when small, parts when large; a broken one leaves nothing. */
async function put(client: S3Client, at: At, source: Source, mime: string) {
  const body = Buffer.isBuffer(source) || source instanceof Readable ? source : createReadStream(source.path)
  await new Upload({
    client,
    params: { ...at, Body: body, ContentType: mime },
    partSize: PART_BYTES,
    queueSize: 2,
  }).done()
}

async function get(client: S3Client, at: At, range?: ByteRange) {
  const asked = new GetObjectCommand({
    ...at,
    ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
  })
  const found = await absentAsNull(client.send(asked))
  if (!found) return null
  if (!(found.Body instanceof Readable)) throw new Error('The store answered without a body')
  return { stream: found.Body, bytes: found.ContentLength ?? 0 }
}

async function* list(client: S3Client, bucket: string) {
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: 'files/' })) {
    for (const { Key, LastModified } of page.Contents ?? []) {
      const id = KEY.exec(Key ?? '')?.[1]
      if (id && LastModified) yield { id, changedAt: LastModified }
    }
  }
}

async function absentAsNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}
