import { runNode } from './run-node.ts'

/** The suites that start the app want it built; a fresh build is left as it is. */
export default async function prepare() {
  await runNode('tests/support/build-app.ts')
}
