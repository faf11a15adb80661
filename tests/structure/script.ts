import {
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser'

// What a sentence is written in, and what it leaves open.

/** Names that stay as they are in every language: products, formats, units, keys and codes. Nothing else belongs here. */
const properNames =
  /\b(Loupe|KIE|Recraft|GitHub|Google|PostgreSQL|PNG|JPEG|JPG|WebP|RGB|sRGB|SSE|HTTP|HTTPS|URL|JSON|API|ID|SMTP|kB|MB|MP|px|ms|Ctrl|Shift|Esc|Enter|Home|End|Tab|Idempotency-Key|base64)\b/gi

const parts = (elements: MessageFormatElement[]): { texts: string[]; gaps: string[] } => {
  const texts: string[] = []
  const gaps: string[] = []
  const visit = (element: MessageFormatElement) => {
    if (element.type === TYPE.literal) texts.push(element.value)
    else if (element.type !== TYPE.pound) gaps.push(element.value)
    if (isTagElement(element)) element.children.forEach(visit)
    if (isPluralElement(element) || isSelectElement(element)) {
      for (const option of Object.values(element.options)) option.value.forEach(visit)
    }
  }
  elements.forEach(visit)
  return { texts, gaps: [...new Set(gaps)].sort() }
}

/** The names of what is filled in: arguments and tags. Throws on a text that ICU cannot read. */
export const gapsOf = (text: string): string[] => parts(parse(text)).gaps

const sentencesOf = (text: string) => parts(parse(text)).texts.flatMap((part) => part.split(/[.!?。！？]/))

const scripts = {
  en: { has: /\p{Script=Latin}/u, not: /\p{Script=Cyrillic}|\p{Script=Han}/u },
  ru: { has: /\p{Script=Cyrillic}/u, not: /\p{Script=Han}/u },
  zh: { has: /\p{Script=Han}/u, not: /\p{Script=Cyrillic}/u },
}

/** True when every sentence that is more than names is written in the language's own script. */
export function isWrittenIn(language: keyof typeof scripts, text: string): boolean {
  const { has, not } = scripts[language]
  return sentencesOf(text)
    .map((sentence) => sentence.replace(properNames, ''))
    .every((sentence) => !not.test(sentence) && (has.test(sentence) || !/\p{L}{2}/u.test(sentence)))
}
