import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that mostly wait (for KIE's pace, for deadlines): begun last, each would be a tail with an idle machine. */
const LONGEST = ['whole-catalogue', 'kill', 'misbehaviour', 'bad-input', 'scaled-out', 'start', 'xty']

const place = ({ moduleId }: TestSpecification) => {
  const found = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  return found < 0 ? LONGEST.length : found
}

/** All files of all projects in one queue, those that take longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
