/** One value to choose, as all three kinds of choice draw it. */
export type Choice = {
  /** Its place among the choices, as text. */
  id: string
  label: string
  /** What one run costs with it, where that differs. */
  price: string | null
}

export type ChoiceProps = {
  choices: readonly Choice[]
  /** Null: nothing chosen. */
  chosen: string | null
  onChoose: (id: string) => void
  labelledBy: string
  describedBy: string | undefined
  isBad: boolean
  isRequired: boolean
}
