import 'server-only'

/** The passwords of eight letters and more that guessers try first (from public lists of leaked ones), lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1234 password! password1! passw0rd p@ssw0rd p@ssword pa55word
  pass1234 passpass passport password2 password01 mypassword changeme changeme1 changeme123 letmein1 letmein123
  welcome1 welcome12 welcome123 welcome! iloveyou iloveyou1 iloveyou2 iloveyou! ilovegod loveyou1 lovelove lovely123
  qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyuiop123 qwerasdf qwer1234 qwe12345
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 qazwsxedc
  qazwsx123 asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvzxcv 1234qwer 123qweasd 123qwe123
  12341234 12344321 12121212 12312312 123123123 123123123a 123321123 11223344 1122334455 112233445566 11112222
  10203040 13131313 13579246 147258369 147852369 159357159 19871987 20202020 24681012 31415926 36925814 55555555
  69696969 741852963 78945612 789456123 87654321 88888888 963852741 98765432 987654321 9876543210 99999999
  12345678 123456789 1234567890 12345678910 123456789a 123456789q 12345678a 12345678q 1234567a 1234567q a1234567
  a12345678 a123456789 aa123456 aa12345678 abc12345 abc123456 abcd1234 abcd12345 abcdefg1 abcdef12 abc123abc
  123456abc 123456aa 123456qwerty 12345qwert q1234567 q12345678 q123456789 z1234567 qq123456 asd12345 asd123456
  admin123 admin1234 admin12345 admin@123 administrator adminadmin root1234 rootroot toor1234 test1234 test12345
  testtest testing1 testing123 tester123 guest123 guestguest user1234 useruser demo1234 demodemo default1 secret123
  secret12 supersecret superman superman1 supergirl batman123 spiderman pokemon1 pokemon123 naruto123 starwars
  starwars1 football football1 football123 baseball baseball1 basketball softball hockey12 soccer12 liverpool
  liverpool1 chelsea1 arsenal1 barcelona realmadrid juventus manchester princess princess1 princess123 sunshine
  sunshine1 sunflower butterfly babygirl babygirl1 sweetheart beautiful cutie123 chocolate cookie123 computer
  computer1 internet samsung1 samsung123 apple123 google123 facebook facebook1 linkedin youtube1 instagram whatever
  whatever1 trustno1 dragon12 dragon123 monkey12 monkey123 master12 master123 shadow12 shadow123 michael1 michael123
  michelle jennifer jessica1 ashley123 nicole12 daniel12 daniel123 charlie1 charlie123 jordan23 jordan123 thomas12
  anthony1 robert12 andrew12 matthew1 william1 victoria alexander alexandra elizabeth christian benjamin samantha
  stephanie patricia veronica mercedes corvette mustang1 ferrari1 porsche1 harley12 yamaha12 maverick midnight
  hellohello hello123 hello1234 helloworld goodluck freedom1 freedom123 forever1 forever21 blink182 metallica
  nirvana1 november december september february january1 summer123 summer2024 summer2025 summer2026 winter123
  winter2024 winter2025 winter2026 spring123 spring2024 spring2025 spring2026 autumn123 qwerty!@# !qaz2wsx !@#$%^&*
  !qaz@wsx 1qaz!qaz zaq!2wsx p@55w0rd pa$$word pa$$w0rd passw0rd1 passw0rd! p@ssw0rd1 p@ssw0rd! p@ssw0rd123
  w3lcome1 iloveyou123 loveme123 fuckyou1 fuckyou2 fuckyou123 asshole1 bullshit jesus123 jesuschrist blessed1 godisgood
  parola12 parola123 пароль12 пароль123 парольпароль йцукенгш йцукен123 qwertyйц любовь123 привет123 наташа123
  марина123 максим123 россия123 zxc12345 zxcvbn123 gfhjkm123 ghbdtn123 natasha1 marina123 maxim123 woaini1314
  woaini520 woaini123 5201314a 520131415 a5201314 1314520a iloveu123 xiaoming wang1234 zhang123 li123456 loupe123
  loupe1234 loupeloupe kie12345 photoshop photo123 photos123 pictures studio123 camera123`.split(/\s+/),
)
