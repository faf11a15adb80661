import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, contentDisposition } from '@/lib/files/name'

describe('a name that a person gave', () => {
  it.each([
    ['cup.png', 'cup.png'],
    ['Чашка на столе.PNG', 'Чашка на столе.PNG'],
    ['咖啡杯.png', '咖啡杯.png'],
    ['📷 трава.png', '📷 трава.png'],
    ['../../etc/passwd', 'passwd.png'],
    ['..\\..\\windows\\system32\\evil.png', 'evil.png'],
    ['C:\\fakepath\\cup.png', 'cup.png'],
    ['%2e%2e%2fx.png', '%2e%2e%2fx.png'],
    ['a\u0000b.png', 'ab.png'],
    ['line\r\nSet-Cookie: a=b.png', 'line Set-Cookie_ a=b.png'],
    ['photo\u202egnp.exe', 'photognp.exe.png'],
    ['\u2066hidden\u2069\u200b.png', 'hidden.png'],
    ['...', 'picture.png'],
    ['', 'picture.png'],
    ['.png', 'png.png'],
    ['.htaccess', 'htaccess.png'],
    ['page.html', 'page.html.png'],
    ['lying.jpg', 'lying.png'],
    ['from phone.heic', 'from phone.png'],
    ['v1.2-no-background', 'v1.2-no-background.png'],
    ['half \ud83d.png', 'half \ufffd.png'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanName(raw, 'image/png')).toBe(clean)
  })

  it('keeps a second spelling of the right extension', () => {
    expect(cleanName('a.JPEG', 'image/jpeg')).toBe('a.JPEG')
    expect(cleanName('a.png', 'image/jpeg')).toBe('a.jpg')
  })

  it('has at most 200 characters, the extension among them', () => {
    const name = cleanName(`${'é'.repeat(5_000)}.png`, 'image/png')
    expect([...name]).toHaveLength(200)
    expect(name.endsWith('é.png')).toBe(true)
  })

  it('whatever it was, has no path, nothing invisible, and is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = cleanName(raw, 'image/webp')
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069"<>|?*:]/u)
        expect(name).toMatch(/^[^.].*\.webp$/u)
        expect([...name].length).toBeLessThanOrEqual(200)
        expect(cleanName(name, 'image/webp')).toBe(name)
      }),
    )
  })
})

describe('Content-Disposition', () => {
  it('carries the name twice: plainly, and by RFC 5987', () => {
    expect(contentDisposition('attachment', "Чашка (1)'.png")).toBe(
      `attachment; filename="(1)'.png"; filename*=UTF-8''%D0%A7%D0%B0%D1%88%D0%BA%D0%B0%20%281%29%27.png`,
    )
    expect(contentDisposition('inline', 'é.png')).toContain('filename="e.png"')
    expect(contentDisposition('inline', '杯.png')).toContain('filename="file.png"')
  })

  it('is one valid header line for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const header = contentDisposition('attachment', name)
        expect(header).toMatch(/^attachment; filename="[^"\\\r\n]+"; filename\*=UTF-8''[\w.%!~-]*$/)
        expect(() => new Headers({ 'content-disposition': header })).not.toThrow()
      }),
    )
  })
})
