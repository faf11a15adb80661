/** Roughly how much room a text takes, in Latin letters: Chinese characters are twice as wide. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0)
