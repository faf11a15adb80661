import { Note } from '@/components/ui/note'

/** What is wrong with a form as a whole, told as soon as it is; nothing where nothing is. */
export function FormProblem({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <Note kind="bad" role="alert">
      {text}
    </Note>
  )
}
