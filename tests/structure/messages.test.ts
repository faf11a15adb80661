import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { jobErrorCodes } from '@/lib/jobs/status'
import { refusalStatus } from '@/lib/refusal'
import { gapsOf, isWrittenIn } from './script'
import { keeps, layerOf, parse, productFiles, project, type Rule, type Tree } from './tree'
import { languages, literalsIn, usesIn, wordsIn } from './words'

const sameKeys: Rule = (tree) => {
  const all = new Set(languages.flatMap((language) => [...wordsIn(tree, language).keys()]))
  return languages.flatMap((language) => {
    const known = wordsIn(tree, language)
    return [...all].filter((key) => !known.has(key)).map((key) => `${language} lacks ${key}`)
  })
}

const missing: Rule = (tree) => {
  const known = [...wordsIn(tree, 'en').keys()]
  const meets = (key: string, computed: boolean, anyNamespace: boolean) =>
    known.some((word) => {
      if (computed) return anyNamespace ? word.includes(`.${key}`) : word.startsWith(key)
      return anyNamespace ? word.endsWith(`.${key}`) : word === key
    })
  return usesIn(tree)
    .filter(({ key, computed, anyNamespace }) => !meets(key, computed, anyNamespace))
    .map(({ path, key }) => `${path} asks for ${key}`)
}

const unused: Rule = (tree) => {
  const uses = usesIn(tree)
  const literals = literalsIn(tree)
  const asked = (word: string) =>
    uses.some(({ key, computed, anyNamespace }) => {
      if (!computed) return anyNamespace ? word.endsWith(`.${key}`) : word === key
      const at = anyNamespace ? word.indexOf(`.${key}`) + 1 : 0
      return word.startsWith(key, at) && literals.has(word.slice(at + key.length))
    })
  return [...wordsIn(tree, 'en').keys()]
    .filter((word) => !asked(word))
    .map((word) => `nobody asks for ${word}`)
}

const sameGaps: Rule = (tree) => {
  const english = wordsIn(tree, 'en')
  return languages
    .filter((language) => language !== 'en')
    .flatMap((language) =>
      [...wordsIn(tree, language)]
        .filter(([key, text]) => `${gapsOf(text)}` !== `${gapsOf(english.get(key) ?? text)}`)
        .map(([key]) => `${language} ${key} has other gaps than en`),
    )
}

const translated: Rule = (tree) =>
  languages.flatMap((language) =>
    [...wordsIn(tree, language)]
      .filter(([, text]) => !isWrittenIn(language, text))
      .map(([key, text]) => `${language} ${key}: ${text}`),
  )

const spoken = new Set([
  'aria-label',
  'aria-description',
  'title',
  'alt',
  'placeholder',
  'label',
  'description',
])
const isWord = (text: string) => /\p{L}{2}/u.test(text.replace(/\bLoupe\b/g, ''))

/** What people read or hear comes from `messages`, labels for screen readers included. */
const hardWords: Rule = (tree) =>
  productFiles(tree)
    .filter(([path]) => path.endsWith('.tsx') && ['components', 'app'].includes(layerOf(path)))
    .flatMap(([path]) => {
      const found: string[] = []
      const visit = (node: ts.Node) => {
        if (ts.isJsxText(node) && isWord(node.text)) found.push(`${path}: ${node.text.trim()}`)
        if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
          if (ts.isStringLiteral(node.initializer) && isWord(node.initializer.text)) {
            found.push(`${path}: ${node.initializer.text}`)
          }
        }
        ts.forEachChild(node, visit)
      }
      visit(parse(tree, path))
      return found
    })

describe('words', () => {
  const three = (name: string, a: object, b: object, c: object) => ({
    [`messages/en/${name}.json`]: JSON.stringify(a),
    [`messages/ru/${name}.json`]: JSON.stringify(b),
    [`messages/zh/${name}.json`]: JSON.stringify(c),
  })

  keeps(
    'exist in all three languages',
    sameKeys,
    three('x', { a: 'A', b: { c: 'C' } }, { a: 'А' }, { a: '一', b: { c: '二' } }),
    ['ru lacks x.b.c'],
  )

  keeps(
    'that code asks for exist',
    missing,
    {
      'messages/en/x.json': '{"a": "A", "list": {"one": "One"}}',
      'components/a.tsx': `const t = useTranslations('x')\nt('a')\nt.rich('gone')\nt(\`list.\${code}\`)\nt(\`lost.\${code}\`)`,
      'lib/b.ts': `const words = wordsFor(locale)\nwords('x.a')\nwords('x.away')`,
      'components/c.tsx': `function f(t: Translate) { return t('a') + t('nowhere') }`,
    },
    [
      'components/a.tsx asks for x.gone',
      'components/a.tsx asks for x.lost.',
      'lib/b.ts asks for x.away',
      'components/c.tsx asks for nowhere',
    ],
  )

  keeps(
    'are all asked for',
    unused,
    {
      'messages/en/x.json': '{"a": "A", "b": "B", "list": {"one": "One", "two": "Two"}}',
      'components/a.tsx': `const t = useTranslations('x')\nt(on ? 'a' : 'c')\nconst codes = ['one']\nt(\`list.\${code}\`)`,
    },
    ['nobody asks for x.b', 'nobody asks for x.list.two'],
  )

  keeps(
    'leave the same gaps in all languages',
    sameGaps,
    three(
      'x',
      { a: '{count, plural, one {# job} other {# jobs}} of {name}', b: '<b>x</b>' },
      { a: '{count, plural, one {# задача} few {# задачи} other {# задач}} {nome}', b: '<b>ы</b>' },
      { a: '{name} 的 {count} 个任务', b: '字' },
    ),
    ['ru x.a has other gaps than en', 'zh x.b has other gaps than en'],
  )

  keeps(
    'are really translated',
    translated,
    three(
      'x',
      { a: 'Sign in', b: 'Войти' },
      { a: 'Sign in', b: 'Скачать PNG. Download it.' },
      { a: '登录', b: 'PNG {size}' },
    ),
    ['en x.b: Войти', 'ru x.a: Sign in', 'ru x.b: Скачать PNG. Download it.'],
  )

  keeps(
    'are never written into components and pages',
    hardWords,
    {
      'components/a.tsx': `const a = <button aria-label="Close"><b>Loupe</b>{t('x')}</button>`,
      'app/page.tsx': 'const b = <p>Hello there</p>',
    },
    ['components/a.tsx: Close', 'app/page.tsx: Hello there'],
  )

  const english = wordsIn(project, 'en')

  test('say every refusal and every failure of a job', () => {
    const keys = [
      ...Object.keys(refusalStatus).map((code) => `errors.codes.${code}`),
      ...jobErrorCodes.map((code) => `errors.job.${code}`),
    ]
    expect(keys.filter((key) => !english.has(key))).toEqual([])
  })

  const fieldProblems = (tree: Tree) =>
    productFiles(tree)
      .filter(([path]) => layerOf(path) === 'lib')
      .flatMap(([, text]) => [...text.matchAll(/\{\s*key: '([a-z_]+)'/g)].map((match) => match[1] ?? ''))

  test('say every problem of a field', () => {
    expect(fieldProblems(project).filter((key) => !english.has(`errors.fields.${key}`))).toEqual([])
    expect(fieldProblems(new Map([['lib/x.ts', `invalid({ a: { key: 'odd' } })`]]))).toEqual(['odd'])
  })
})
