import { themeCookie, themeEvent } from '@/components/layout/theme'
import { timeZoneCookie } from '@/lib/locale'

// Runs before the first paint: the chosen theme, else the system's, and the clock's zone for the server's next page.
// It alone writes data-theme; whoever changes the cookie afterwards sends `themeEvent`.
const code = `(function (d) {
  var dark = matchMedia('(prefers-color-scheme: dark)')
  function show() {
    var chosen = /(?:^|; )${themeCookie}=(light|dark)/.exec(d.cookie)
    d.documentElement.dataset.theme = chosen ? chosen[1] : dark.matches ? 'dark' : 'light'
  }
  show()
  dark.addEventListener('change', show)
  addEventListener('${themeEvent}', show)
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (zone) d.cookie = '${timeZoneCookie}=' + encodeURIComponent(zone) + '; path=/; max-age=31536000; samesite=lax'
})(document)`

export function FirstScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {code}
    </script>
  )
}
