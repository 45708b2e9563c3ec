# Қазақша сөздер. Дәл осы кілттер мен айнымалылар ru.ftl мен en.ftl ішінде де бар; оны тест салыстырады.
# Сөйлем қысқа, кінәлау жоқ. Қате не істеу керегін айтады. Айнымалыға септік жалғауы ешқашан жалғанбайды.

## Оқиға түрлері

kind-call = Қоңыраулар
kind-msg = Хабарламалар
kind-social = Әлеуметтік желі
kind-gift = Қаламаған сыйлықтар
kind-follow = Аңду, соңынан еру
kind-loiter = Үй, жұмыс, оқу орны маңында торуылдау
kind-visit = Шақырусыз келу
kind-damage = Мүлікті бүлдіру
kind-threat = Қорқыту
kind-third = Басқа адамдар арқылы
kind-track = GPS-трекер, тыңшы қолданба
kind-hack = Аккаунтты бұзу
kind-image = Фото мен видеоны келісімсіз тарату
kind-dox = Жеке деректі жариялау
kind-fake = Атыңыздан әрекет ету
kind-bully = Кибербуллинг, қорлау
kind-child = Балаларға жақындау
kind-marry = Некеге мәжбүрлеу, алып қашу қаупі
kind-pressure = Психологиялық қысым
kind-assault = Күш қолдану
kind-breach = Қорғау нұсқамасын бұзу
kind-other = Басқа

## Орын түрлері

place-home = Үй
place-work = Жұмыс
place-study = Оқу орны
place-street = Көше
place-venue = Кафе, дүкен, ойын-сауық орны
place-transport = Көлік
place-online = Интернет
place-other = Басқа орын

## Оқиға өрістері

field-id = Нөмірі
field-episode = №
field-incident = Оқиға
field-kind = Түрі
field-at = Қашан
field-time-words = Уақыты, өз сөзіңізбен
field-until = Дейін
field-what = Не болды
field-words = Айтылған сөздер
field-place = Қай жерде
field-position = Картадағы орны
field-who = Кім
field-numbers = Нөмірлер
field-person = Адам
field-people = Артында тұрған адам
field-description = Сипаттамасы
field-relation = Сізге кім
field-identity = Нөмірлері, аккаунттары, көліктері
field-since = Қашаннан бері
field-sure = Сол екеніне сенімділік
field-reason = Неге солай ойлайсыз
field-breach-reason = Неге бұл бұзу емес
field-seen = Қайдан білдіңіз
field-answered = Жауап бердіңіз бе
field-own = Басқа мәліметтер
field-harm = Зияны
field-breach = Бұзылған шара
field-lacking = Әлі жетіспейді
field-after-refusal = Бас тартқаннан кейін
field-refusal = Бас тарту
field-channel = Қай жолмен
field-report = Полицияға өтініш
field-way = Қалай жүгіндіңіз
field-talon = Талон
field-kui = КУИ
field-erdr = СДТБТ
field-answer = Жауап
field-measure = Шара
field-from = Басталуы
field-to = Аяқталуы
field-sort = Жазба сорты
after-refusal = бас тартқаннан кейін
breaks-order = нұсқаманы бұзу
person-hidden = жасырылған
field-witnesses = Куәлар
field-count = Неше рет
field-acts = Қоңыраулар мен хабарламалар
field-evidence = Дәлелдер
field-name = Файл атауы
field-written = Жазылған уақыты
field-amended = Өзгертілген уақыты
field-withdrawn = Жасырылған уақыты
field-erase-due = Өшірілетін уақыты
field-minor = Бірден өшіру
field-after = Бет белгісі
field-offset = UTC-ден ығысуы
field-rows = Жолдар
field-columns = Бағандар
field-act = Әрекет
field-import = Импорт
witness-testifies = айғақ береді
witness-declines = айғақ бермейді
about = шамамен { $value }
day-only = { $date }, тек күні белгілі
month-only = { $month }, тек айы белгілі
year-only = { $year }, тек жылы белгілі
part-night = түн
part-morning = таңертең
part-afternoon = күндіз
part-evening = кеш
written-late = кейін жазылған
yes = иә
no = жоқ
precision-exact = дәл
precision-about = шамамен
precision-part = күннің бір бөлігі
precision-day = күні
precision-month = айы
precision-year = жылы
sure-sure = анық
sure-likely = шамасы, сол
sure-unsure = анық емес
saw-myself = өзім көрдім немесе естідім
was-told = маған айтты
acts = { $count ->
    [one] { $count } рет
   *[other] { $count } рет
}

## Түрлердің өз өрістері

own-channel = Қай арна арқылы
own-sender_id = Жіберушінің аты не нөмірі
own-url = Сілтеме
own-account = Аккаунт
own-carrier = Кім жеткізді
own-plate = Көлік нөмірі
own-clothing = Киімі
own-cctv_owner = Бейнекамера кімдікі
own-access = Қалай кірді
own-item = Не бүлінді
own-cost = Құны, валютасымен
own-weapon = Қаруы
own-whom = Кім арқылы
own-message = Не айтқызды
own-device = Құрылғы
own-serial = Сериялық нөмірі
own-under_18 = Суретте 18-ге толмаған адам (yes немесе no)
own-data_type = Қандай дерек
own-platform = Қай алаңда
own-child = Бала
own-school = Мектеп, балабақша
own-form = Қандай қысым
own-injury = Жарақат
own-order_number = Нұсқама нөмірі
harm-fear = Қорқыныш
harm-sleep = Ұйқы
harm-moved = Көшу, барғысы келмейтін жер
harm-work = Жұмыс, оқу
harm-medical = Дәрігер, психолог
harm-cost = Шығын

## Кейінге қалдырмайтын жағдай

urgent-call = Қазір қауіп төніп тұрса, қоңырау шалыңыз: { $numbers }
urgent-weapon = Қарумен қорқыту қауіпті белгі.
urgent-assault = Күш қолдану қауіпті белгі. Жарақатты дәрігерге көрсетіңіз: ол жазып береді.
urgent-abduction = Некеге мәжбүрлеу мен алып қашу қаупін дереу айту керек.
urgent-child = Балаға жақындау қауіпті белгі. Мектепке кім алып кете алатынын айтыңыз.
urgent-home-entry = Үйге кіру қауіпті белгі. Құлыпты ауыстыруды ойластырыңыз.

## Не жетіспейді

lacks-confirmed = оны растауыңыз
lacks-exact-time = нақты уақыты
lacks-place = орны
lacks-what = не болғаны
lacks-evidence = дәлел
lacks-witness = куә: кім көруі мүмкін еді
lacks-witness-asked = куә айғақ бере ме
lacks-witness-contact = куәға қалай хабарласуға болады
lacks-harm = сізге тигізген зияны
lacks-identity = кім болғаны
lacks-identity-reason = сол екенін қайдан білесіз
lacks-saw-or-told = өзіңіз көрдіңіз бе, біреу айтты ма
lacks-told-by = кім айтты
lacks-answered = жауап бердіңіз бе
lacks-words = сөзбе-сөз не айтты
lacks-screenshot-id = скриншотта жіберушінің аты не нөмірі
lacks-url = сілтеме не аккаунт
lacks-cctv-owner = жақын маңдағы бейнекамера кімдікі
lacks-cost = құны
lacks-medical = дәрігер қағазы
lacks-order = қай нұсқама бұзылды

## Адамдар

entry-person = Адам
entry-refusal = Бас тарту
entry-report = Полицияға өтініш
entry-measure = Шара
entry-dismissal = Бұзу емес
identity-number = Нөмір
identity-account = Аккаунт
identity-vehicle = Көлік
identity-address = Мекенжай
identity-other = Басқа
relation-spouse = Жұбайы
relation-ex-spouse = Бұрынғы жұбайы
relation-partner = Серігі
relation-ex-partner = Бұрынғы серігі
relation-relative = Туысы
relation-acquaintance = Танысы
relation-colleague = Әріптесі
relation-neighbour = Көршісі
relation-classmate = Бірге оқитын адам
relation-stranger = Бейтаныс
relation-other = Басқа
relation-unknown = Белгісіз
relation-common-child = ортақ бала
relation-lives-with-me = менімен бірге тұрады

## Бас тарту

channel-spoken = Бетпе-бет
channel-call = Қоңырау
channel-msg = Хабарлама
channel-social = Әлеуметтік желі
channel-letter = Хат
channel-through-someone = Біреу арқылы
channel-other = Басқаша
refusal-words-short = Менмен бұдан әрі байланысқа шықпауыңызды сұраймын.
refusal-words-long = Сізбен ешқандай байланыста болғым келмейді. Маған және жақындарыма қоңырау шалмаңыз, жазбаңыз, келмеңіз. Бұл – түпкілікті жауабым.
refusal-advice = Бір-ақ рет айтыңыз, тек өзіңізге қауіп төнбесе. Содан кейін жауап бермеңіз. Уақытын, жолын жазып, скриншотын сақтаңыз.

## Полиция

way-102 = 102-ге қоңырау
way-station = Бөлімшеге барып
way-e-otinish = е-Өтініш
way-other = Басқаша
measure-fine = Айыппұл
measure-arrest = Қамау
measure-protective-order = Қорғау нұсқамасы
measure-special-requirements = Ерекше талаптар
measure-register = Профилактикалық есеп
measure-no-approach = Жақындауға тыйым салу
measure-other = Басқа шара
breach-confirm = Бұл – ұсыныс қана. Бұзу болса, растаңыз: pana order confirm ОҚИҒА ШАРА. Болмаса: pana order dismiss ОҚИҒА ШАРА --reason МӘТІН
breach-proposed-again = Оқиға қайтадан ұсынылғандардың қатарында: pana order breaches.
talon-without-digits = Талон нөмірінде цифр жоқ. Жазғаныңыз сақталды; қағазбен салыстырыңыз.
talon-odd-sign = Талон нөмірінде ерекше белгі бар. Жазғаныңыз сақталды; қағазбен салыстырыңыз.
talon-too-long = Талон нөмірі әдеттегіден ұзын. Жазғаныңыз сақталды; қағазбен салыстырыңыз.
erdr-length = СДТБТ нөмірінде әдетте 15 цифр болады. Жазғаныңыз сақталды; қағазбен салыстырыңыз.
kui-without-digits = КУИ нөмірінде цифр жоқ. Жазғаныңыз сақталды; қағазбен салыстырыңыз.
order-without-person = Кімге қатысты екені айтылмаған: бұл шараның бұзылуы ұсынылмайды.
reminder-order-ends = нұсқама мерзімі аяқталады
reminder-arrest-ends = қамау мерзімі аяқталады
reminder-talon-missing = талон берілмеген: нөмірін сұраңыз
reminder-no-answer = жауап келмеді: нөмірмен сұраңыз
reminder-cctv = бейнекамера жазбасы өшіп кетуі мүмкін: сақтауын мүмкіндігінше тез сұраңыз
bring = Өзіңізбен не алу керек
bring-about = Бұл тізім – өз кеңесіміз.
bring-document = Жеке куәлік.
bring-statement = Досьедегі арыз, басып шығарылып, қол қойылған; немесе ондағының бәрін сонда айтып беріңіз.
bring-dossier = Досьенің файлы, ал коды бөлек жазылған болсын.
bring-originals = Бастапқы файлдар жатқан телефон не диск. Оларды өшірмеңіз.
bring-witnesses = Айтуға келіскен куәлардың аты мен нөмірі.
bring-earlier = Бұрынғы жүгінулердің, нұсқамалар мен шаралардың нөмірлері.
bring-someone = Жалғыз барғыңыз келмесе, сенетін адамыңыз.

## PIN және код

ask-pin = PIN-код:
ask-pin-again = Сол PIN-код тағы бір рет:
ask-pin-new = Жаңа PIN-код:
ask-pin-second = Екінші PIN-код:
ask-pin-confirm = Өшіру үшін PIN-кодты тағы бір рет енгізіңіз:
ask-code = Қалпына келтіру коды (5 таңбадан 7 топ):
wrong-secret = Бұл PIN-код немесе қалпына келтіру коды қойманы ашпайды.
too-many-tries = Қате әрекет тым көп болды. Қазір ештеңе тексерілген жоқ. Қалпына келтіру коды кез келген уақытта жұмыс істейді.
wait-seconds = { $count ->
    [one] { $count } секундтан кейін қайталап көріңіз.
   *[other] { $count } секундтан кейін қайталап көріңіз.
}
wait-minutes = { $count ->
    [one] { $count } минуттан кейін қайталап көріңіз.
   *[other] { $count } минуттан кейін қайталап көріңіз.
}
pin-empty = PIN-код бос. Кемінде төрт таңба енгізіңіз.
pin-too-long = PIN-код тым ұзын. Қысқарағын таңдаңыз.
pin-too-simple = Басқа PIN-код таңдаңыз: кемінде төрт таңба, бір таңба қайталанбасын, 1234 сияқты қатар болмасын.
pins-differ = Екі PIN-код бірдей емес. Ештеңе өзгерген жоқ. Қайта бастаңыз.
code-typo = Қалпына келтіру кодын тексеріңіз: { $group }-топта қате бар.
code-length = Қалпына келтіру кодында 5 таңбадан 7 топ бар. Бәрі тұрғанын тексеріңіз.
no-pin = PIN-код керек: команданы терминалда орындаңыз немесе мына айнымалыны орнатыңыз: { $variable }.
not-unicode = Мына айнымалыдағы мәтін жарамсыз: { $variable }. Қайта орнатыңыз.
recovery-code = Қалпына келтіру коды
recovery-code-advice = Оны қазір қағазға жазып алыңыз: ол бір-ақ рет көрсетіледі. Суретке түсірмеңіз, телефонда сақтамаңыз. Қағазды тек өзіңіз қарайтын жерге қойыңыз. PIN-кодты ұмытсаңыз немесе құрылғы кілті жоғалса, қойманы осы код ашады.
recovery-code-void = Ескі қалпына келтіру коды енді жұмыс істемейді. Ескі қағазды жойыңыз.
second-pin-note = Екінші PIN-код иығыңыздан қарап тұрған адамды тыныштандыруы мүмкін. Ол қолданбаны жасырмайды, маман ізін таба алады.

## Не болмай қалды

not-done = Бұл орындалмады. Команданы тексеріп, қайталап көріңіз.
device-key-lost = Қойманың осы құрылғыдағы кілті жоқ. Қалпына келтіру кодымен жаңа PIN-код қойыңыз: pana recover.
damaged-head = Қойма тақырыбының екі көшірмесі де бүлінген. PIN-код қате болғандықтан емес. Қалтаға тиіспеңіз, өз көшірмеңізді алыңыз.
damaged-slot = Қойманың кілт ұяшығы бүлінген. PIN-код қате болғандықтан емес. Қалпына келтіру кодын енгізіп көріңіз.
damaged-volume = Қойманың бір бөлігі бүлінген. Қалтаға тиіспей, мынаны орындаңыз: pana check.
damaged-write-ahead-log = Қойманың соңғы бөлігі бүлінген. Қалтаға тиіспей, мынаны орындаңыз: pana check.
damaged-media = Дәлел файлы бүлінген: оқылғаны салынғанынан өзгеше. Ештеңе жазылған жоқ. Мынаны орындаңыз: pana check.
damaged-kit = PIN-кодсыз жұмыс істейтін бөлік бүлінген. Қалтаға тиіспей, мынаны орындаңыз: pana check.
damaged-row = Журналдағы бір жазба бүлінген. Қалғаны оқылады. Мынаны орындаңыз: pana check.
unknown-version = Мұны қолданбаның жаңарақ нұсқасы жазған ({ $found }). Қолданбаны жаңартып, қайталап көріңіз.
in-use = Қойма басқа бағдарламада ашық тұр. Оны сонда жауып, қайталап көріңіз.
no-vault = Бұл қалтада қойма жоқ. --vault мәнін тексеріңіз немесе жаңасын жасаңыз: pana init.
vault-exists = Бұл қалтада қойма бар. Ештеңе өзгерген жоқ. Басқа қалта таңдаңыз.
no-vault-named = Қойма қалтасын көрсетіңіз: --vault ҚАЛТА немесе PANA_VAULT.
disk-full = Дискіде орын жоқ. Бұрын сақталғаны орнында. Орын босатып, қайталап көріңіз.
disk-read-only = Бұл қалтаға жазуға болмайды. Рұқсаттарды тексеріп, қайталап көріңіз.
disk-failed = Диск деректі қабылдамады немесе бермеді. Бұрын расталғаны орнында. Дискіні тексеріп, қайталап көріңіз.
clock-unreadable = Құрылғы сағатын оқу мүмкін болмады. Жүйені тексеріп, қайталап көріңіз.
not-found = Бұл нөмірде ештеңе жоқ. Мына тізімнен қараңыз: pana incident list, pana evidence list.
usage = Команда түсініксіз. Мынаны қараңыз: pana --help.
needs-own-run = Бұл команданы топтамада емес, бөлек орындаңыз.
stdin-in-batch = Топтамада мұны стандартты енгізуден оқуға болмайды. Мәтінді жолдың өзіне жазыңыз.
quotes-open = Тырнақша жабылмаған.
line-not-text = Бұл жолдағы мәтін жарамсыз (UTF-8 керек).
line-too-long = Бұл жол тым ұзын.

## Файлдар

file-not-found = Мұндай файл жоқ. Жолын тексеріңіз.
file-exists = Мұндай атаулы файл бар. Оған тиіскен жоқпыз. Басқа атау таңдаңыз.
file-unreadable = Файлды оқу мүмкін болмады. Рұқсаттарды тексеріп, қайталап көріңіз.
file-unwritable = Файлды жазу мүмкін болмады. Қалтаны тексеріп, қайталап көріңіз.
file-is-folder = Бұл – қалта. Файлды көрсетіңіз.
folder-not-empty = Бұл қалта бос емес. Жаңасын таңдаңыз.
text-not-utf8 = Мәтін UTF-8 емес. UTF-8 етіп сақтап, қайталап көріңіз.
key-file-in-vault = Құрылғы кілтінің файлы қойма қалтасында тұр. Оны бөлек сақтаңыз: әйтпесе қалтаны көшірген адамда екеуі де болады.
key-file-open = Құрылғы кілтінің файлын басқалар оқи алады. Рұқсатын алып тастаңыз: chmod 600 { $path }
key-file-link = Құрылғы кілтінің файлы – сілтеме. Файлдың өзін көрсетіңіз.
key-file-damaged = Құрылғы кілтінің файлы оқылмайды: { $line }-жол бүлінген. Файл көшірмесін қайтарыңыз немесе басқа файлмен жаңа PIN-код қойыңыз: pana recover --device-key ЖАҢА.
key-file-unavailable = Құрылғы кілтінің файлы қазір қолжетімсіз. Қалтасын тексеріп, қайталап көріңіз.
no-config-folder = Баптаулар қалтасы табылмады. Кілт файлын көрсетіңіз: --device-key ЖОЛ.

## Өріс не қабылдамайды

invalid = { $field }: { $reason }
date-without-offset = UTC-ден ығысуын қосыңыз: 2026-02-01T21:30+05:00 ішіндегі +05:00 сияқты, немесе сағат қайда тұрғанын айтыңыз: --zone west, kyzylorda, rest.
zone-needed = 2024 жылғы 1 наурызға дейін сағат өңірлерде әртүрлі болған. Қайда болғанын айтыңыз: --zone west, kyzylorda немесе rest.
zone-unknown-then = 2005 жылға дейінгі уақытқа ығысуын өзіңіз қосыңыз: 2004-02-01T21:30+06:00 сияқты.
time-came-twice = Сол түні сағат кері қойылып, бұл уақыт екі рет болды: алдымен +06:00, кейін +05:00. Керегін қосыңыз.
not-a-date = Күн мен уақытты былай жазыңыз: 2026-02-01T21:30+05:00. Нақты білмесеңіз: 2026-02-01/evening, 2026-02-01, 2026-02 немесе 2026.
not-an-offset = UTC-ден ығысуын былай жазыңыз: +05:00.
date-out-of-range = Жылын тексеріңіз: ол 1900 мен 2200 аралығында болуы керек.
end-before-start = Аяқталуы басталуынан бұрын тұр. Екеуін де тексеріңіз.
in-the-future = Бұл уақыт әлі келген жоқ. Күнін тексеріңіз.
too-long = Мәтін тым ұзын. Ұзын бөлігін файлға сақтап, дәлел ретінде тіркеңіз.
too-many = Олар тым көп. Қалғанын екінші оқиғаға жазыңыз.
empty = Бірдеңе жазыңыз.
nul = Мәтінде нөлдік байт бар. Оны алып тастаңыз.
unknown = Қолданба мұны білмейді. Тексеріңіз.
not-yes-or-no = yes немесе no деп жазыңыз.
not-a-number = Санды былай жазыңыз: 40 немесе about:40.
unknown-kind = Белгілі түрді таңдаңыз. Оқиға түрлері: pana incident kinds. Орын түрлері: home, work, study, street, venue, transport, online, other.
zero = Сан кемінде 1 болуы керек.
not-an-image = Тек «image» түріндегі оқиғаны бірден өшіруге болады.
import-undone = Бұл импорт қайтарылған. Әрекеттер қайта керек болса, файлды тағы импорттаңыз; жасырылғанын тек өшіруге болады.
is-lifted = Бұл оқиға – топтамадан бөлінген әрекет, сөздері топтамада да тұр. Алдымен қайтарыңыз: pana series unlift.
already-lifted = Бұл әрекет бұрыннан бөлек оқиға.
not-lifted = Бұл әрекет өз топтамасында тұр. Қайтаратын ештеңе жоқ.
only-act = Бұл – топтамадағы жалғыз әрекет. Топтаманың өзін оқиға ретінде алыңыз.
acts-lifted = Бұл импорттың кейбір әрекеттері бөлек оқиға болған. Алдымен оларды қайтарыңыз: pana series unlift.
not-a-series = Бұл оқиғада жеке әрекеттер жоқ.
not-of-a-series = Топтама қоңыраулардан не хабарламалардан тұрады: call немесе msg.
not-typed = Бұл топтама импортталған. Жолдар тек қолмен жазылған топтамаға қосылады.
known-already = Бұл әрекеттердің бәрі журналда бұрыннан бар.
not-a-direction = Бағытты былай жазыңыз: incoming, outgoing, missed, rejected, blocked немесе voicemail.
not-seconds = Ұзақтықты бүтін секундпен жазыңыз, мысалы 65.
not-a-column = Бағандарды былай жазыңыз: when=Күні,number=Нөмір.
not-on-earth = Мұндай орын жоқ: ендік -90 мен 90, бойлық -180 мен 180 аралығында.
not-a-position = Орынды былай жазыңыз: 43.238949,76.889709 немесе қателігін метрмен қосып: 43.238949,76.889709,20.
not-of-this-kind = Бұл түрде мұндай өріс жоқ. Қараңыз: pana incident kinds. Түрін ауыстырғанда бұрынғы өрістерді босатыңыз: --own ӨРІС=.
not-a-pair = Былай жазыңыз: АТАУЫ=мәтін.
unknown-harm = Біреуін таңдаңыз: fear, sleep, moved, work, medical, cost.
not-saw-or-told = Былай жазыңыз: myself, told немесе told:КІМ.
not-a-certainty = Былай жазыңыз: sure, likely, unsure; себебін қосуға болады: likely:СЕБЕБІ.
unknown-choice = Тізімдегі біреуін таңдаңыз: --help.
not-a-person = Бұл нөмірде адам жоқ. Қараңыз: pana person list.
not-an-order = Бұл нөмірде шара жоқ. Қараңыз: pana order list.
breach-confirmed = Оқиғада оның осы шараны бұзғаны айтылған. Мұны қайтарып алу үшін: pana incident amend ОҚИҒА --breach "".
other-sort = Бұл – басқа сортты жазба.
not-a-partial-date = Күнін былай жазыңыз: 2022, 2022-12 немесе 2022-12-05.
under-18 = 18-ге толмаған адамның суретін ешкім сақтамауы керек: тек сілтеме мен күнін жазыңыз, 111 немесе 102-ге айтыңыз.
under-18-with-files = Мұнда файл тіркелген. Алдымен өшіріңіз: pana incident erase НӨМІРІ --minor, содан кейін тек сілтеме мен күнін жазыңыз.

## Импорт не қабылдамайды

not-an-export = Бұл файлды импорттауға болмайды. «SMS Backup & Restore» жасаған XML, WhatsApp чатының экспортын, Telegram-ның result.json файлын немесе күні мен нөмірі бар кестені (CSV, XLSX) алыңыз.
empty-file = Файл бос. Қайта экспорттаңыз.
too-many-numbers = Бұл файлда нөмір тым көп. Қысқарақ мерзімді экспорттаңыз.
too-many-rows = Бұл файлда жол тым көп. Қысқарақ мерзімді экспорттаңыз.
offset-out-of-range = UTC-ден ығысуын тексеріңіз: ол -18:00 мен +18:00 аралығында болуы керек.
file-cut = Файл ортасынан үзілген. Үзілгенге дейінгісі оқылды. Қайта экспорттаңыз.
row-malformed = Бұл жолды оқу мүмкін болмады.
row-too-long = Бұл жол тым ұзын.
row-unknown-entity = Бұл жолдағы бір таңбаны оқу мүмкін болмады.
row-of-other-kind = Бұл жол қоңырау да, хабарлама да емес.
date-missing = Бұл жолда күн жоқ.
date-unreadable = Бұл жолдағы күнді оқу мүмкін болмады.
date-implausible = Бұл жолдағы күн дұрыс болуы мүмкін емес.
number-too-long = Бұл жолдағы нөмір тым ұзын.
group-too-large = Бұл хабарлама тым көп нөмірге кеткен.
text-too-long = Бұл жолдағы мәтін тым ұзын.
date-order-unknown = Бұл чаттың күндерінен қай сан күн екені көрінбейді. Есіңізде қалған бір хабарламаны қарап, көрсетіңіз: --date-order dmy, mdy немесе ymd.
offset-needed = Бұл чаттағы уақыттың UTC-ден ығысуы жоқ. Оны көрсетіңіз: --offset +05:00 немесе уақыты көрсетілген өңір: --offset west, kyzylorda немесе rest.
owner-needed = Файлда авторлардың қайсысы сіз екеніңіз айтылмаған. Тізімдегідей көрсетіңіз: --me АТЫ.
owner-not-in-chat = Бұл чатта мұндай атпен бір ғана автор жоқ. Атын тізімнен алыңыз, өзіңіз жазбаған болсаңыз, --me "" деп көрсетіңіз.
nobody-chosen = Таңдалғандардың ешқайсысы бұл чатта жазбаған. Дұрыс чат па? Тізімді қараңыз: pana import FILE --list.
columns-unsure = Бұл кестенің тақырыптары анық белгілі емес. Тізімді қарап, --columns guessed деңіз немесе оларды атаңыз: --columns when=…,number=….
json-too-deep = Бұл файл кез келген экспорттан тереңірек қабаттасқан. Ол оқылмады.
zip-encrypted = Бұл zip құпиясөзбен жабылған. Оны өз құрылғыңызда ашып, ішіндегі файлды импорттаңыз.
zip-method = Бұл zip мұнда оқылмайтын тәсілмен сығылған. Оны ашып, ішіндегі файлды импорттаңыз.
zip-damaged = Бұл zip бүлінген. Қайта экспорттаңыз.
archive-expands = Бұл файлдан экспортта болатыннан әлдеқайда көп дерек шығады. Одан әрі оқылмады.
several-exports = Бұл zip ішінде бірнеше экспорт бар. Оны ашып, бір-бірлеп импорттаңыз.
medium-missing = Бұл хабарламаның файлы жоқ. Хабарламаның өзі алынды.
medium-damaged = Бұл хабарламаның файлын оқу мүмкін болмады. Хабарламаның өзі алынды.

## Тексеру не тапты

page-damaged = Журналдың бір беті бүлінген.
structure-damaged = Журнал реті бүлінген.
evidence-changed = Дәлел салынған кездегідей емес.
evidence-missing = Дәлел файлы жоқ.
evidence-damaged = Дәлел файлы бүлінген.
file-without-record = Журналда бұл файлға қатысты ештеңе жоқ.
key-lost = Бұл дәлелдің кілті жоғалған: мазмұнын оқу мүмкін емес. Журналда қашан келгені мен хеші сақталған.
unreadable = Бұл жазбаны оқу мүмкін болмады.
differs = Бұл жазба өз тарихынан өзгеше.
missing = Бұл жазба тарихта бар, журналда жоқ.
not-erased = Бұл жазба өшірілген, бірақ бір бөлігі әлі осында.
history-altered = Тарихтың бұл жазбасы өзгертілген.
history-emptied = Тарихтың бұл жазбасының мәтіні жоқ, оны ешкім өшірмеген.
history-missing = Тарих жазбалары жетіспейді.
history-rewritten = Осы зәкірдің алдында ол жасалғанда тұрған жазбалар емес, басқасы тұр.
history-uncounted = Тарих жазбаларының нөмірлері қайтадан берілетін болып тұр: санауыш кері қойылған.
clock-back = Бұл жазба алдыңғысынан ескі.

## Ашқанда не байқалды

notice-head-repaired = Қойма тақырыбының бір көшірмесі бүлінген еді. Ол екіншісінен қалпына келтірілді.
notice-header-repaired = Қойма ішіндегі тақырып бүлінген еді. Ол өз көшірмесінен қалпына келтірілді.
notice-last-save-may-be-missing = Бағдарлама сақтау кезінде үзіліп қалған. Соңғы жазбаны тексеріңіз: ол болмауы мүмкін.
notice-damage-set-aside = Сақталған деректің бір бөлігі бүлінген еді. Одан бұрын сақталғаны осында, бүлінген байттар бөлек қойылды. Соңғы жазбаларды тексеріңіз.
notice-opened-with-second-pin = Екінші PIN-кодпен ашылған уақыты: { $at }.
notice-more-openings = { $count ->
    [one] Тағы { $count } рет ашылған.
   *[other] Тағы { $count } рет ашылған.
}
notice-damaged-openings = { $count ->
    [one] Ашылу туралы { $count } жазба бүлінген.
   *[other] Ашылу туралы { $count } жазба бүлінген.
}
notice-opening-not-recorded = Бұл ашылуды жазу мүмкін болмады. Дискіні тексеріңіз.
notice-kit-repaired = PIN-кодсыз жұмыс істейтін бөлік бүлінген еді. Ол журналыңыздағы контактілер бойынша жаңадан жасалды. Іске қосылған дабыл мен жүріс бақылауын тексеріңіз.
notice-rekey-finished = Үзіліп қалған кілт ауыстыру енді аяқталды.
notice-head-altered = Біреу қойма тақырыбын өзгерткен. Сенімді құрылғыда қалпына келтіру кодын енгізіп, кілттерді ауыстырыңыз: pana pin change --rekey.

## Не істелді

made-vault = Қойма жасалды: { $path }
written-down = Жазылды: { $id }
amended = Өзгертілді: { $id }. Бұрынғы мәтін тарихта қалады.
withdrawn = Жасырылды: { $id }. Кез келген уақытта қайтаруға болады: pana incident restore { $id }
entry-withdrawn = Жасырылды: { $id }. Кез келген уақытта қайтаруға болады.
restored = Журналға қайтарылды: { $id }
erase-asked-for = { $id } өшіріледі: { $date }. Оған дейін тоқтатуға болады: pana incident erase-cancel { $id }. Бұрын жасалған көшірмелерде қалуы мүмкін.
erased = Өшірілді: { $id }. Бұрын жасалған көшірмелерде қалуы мүмкін.
erase-cancelled = { $id } қалады, өшірілмейді.
evidence-added = Өзгеріссіз сақталды: { $name }, { $bytes } Б
evidence-taken-out = Шығарылып, салыстырылды: { $path }
evidence-covered = Дайын: { $name }. Қол тигізілмеген сурет сол қалпында қалады. Досьеге оның орнына жабылғаны кіреді.
evidence-covered-from = бөліктері жабылған, мынадан жасалды: { $id }
not-a-picture = Тек 12 МБ-тан аспайтын JPEG не PNG суретінің бөліктерін жабуға болады.
cover-none = Суреттің қай бөліктерін жабу керегін көрсетіңіз.
cover-too-many = Суреттің 100 бөлігінен артық жаппаңыз.
cover-outside = Тіктөртбұрыштардың бірі суреттен тыс жатыр. Пиксельдерді сол жақ жоғарғы бұрыштан санаңыз.
not-a-box = Тіктөртбұрышты төрт санмен жазыңыз: сол жақтан, жоғарыдан, ені, биіктігі.
evidence-copy-note = Бұл көшірме қоймадан тыс тұр. Керек болмай қалғанда жойыңыз.
pin-changed = PIN-код өзгертілді. Ескісі енді қойманы ашпайды.
pin-set = Жаңа PIN-код қойылды.
second-pin-set = Екінші PIN-код қойылды.
second-pin-removed = Екінші PIN-код пен оның артындағының бәрі жойылды.
nothing-here = Мұнда әзірге ештеңе жоқ.
nothing-found = Ештеңе табылмады.
no-incident-found = Мұндай оқиға табылмады.
next-page = Жалғасы: --after { $cursor }
status-incidents = Оқиғалар
status-acts = Жеке әрекеттер
status-evidence = Дәлел файлдары
device-key-note = Мұнда құрылғы кілті – файл: ол телефондағы көшірілмейтін кілттен әлсіз. Осы файл мен қойманы көшірген адам PIN-кодты басқа жерде теріп көре алады.
check-ok = Бәрі оқылды. Бүлінген жер табылмады.
check-damaged = { $count ->
    [one] { $count } жер бүлінген. Қалғанын пайдалануға болады.
   *[other] { $count } жер бүлінген. Қалғанын пайдалануға болады.
}
check-set-aside = бөлек қойылды
import-withheld = (нөмір жасырын)
import-choose = Ештеңе сақталған жоқ. Таңдаңыз: --only НӨМІР,НӨМІР немесе --all.
import-rows = Файлдағы жолдар
import-added = Журналдағы жаңасы
import-known = Бұрыннан бар
import-skipped = Басқа нөмірлер, сақталмады
lifted = Енді бөлек оқиға: { $id }
unlifted = Өз топтамасына қайтарылды: { $id }
import-own = (сіз)
import-columns = Кесте бағандары:
import-media = Дәлел ретінде сақталған файлдар
import-undo = Бәрін түгел қайтару: pana series undo { $id }
import-undone-now = { $count ->
    [one] Журналдан { $count } әрекет алынды. Файлды қайта импорттауға болады.
   *[other] Журналдан { $count } әрекет алынды. Файлды қайта импорттауға болады.
}
import-rejected = Оқылмағаны
import-line = { $line }-жол: { $why }
import-date-without-offset = Күннің UTC-ден ығысуы жоқ. Оны бүкіл файл үшін көрсетіңіз: --offset +05:00.
working-import = Оқу
working-evidence = Мөрлеу
working-take-out = Шығару
working-check = Тексеру
working-rekey = Жаңа кілтпен мөрлеу

## Демо беті

demo-title = PANA · демо
demo-intro = Мұндағының бәрі ойдан шығарылған. Төмендегінің бәрін өзіңіз қолданатын командалар жаңа ғана орындады.
demo-read = Телефоннан оқылды
demo-read-value = қоңырау: { $rows }, нөмір: { $numbers }; таңдалған нөмір: { $chosen }
demo-added = Журналға алынды
demo-added-value = қоңырау: { $added }; бөгде жолдар: { $skipped }, олар сақталған жоқ
demo-written = Қолмен жазылды
demo-written-value = { $count ->
    [one] { $count } оқиға
   *[other] { $count } оқиға
}, қазақша және орысша
demo-refusal = Бас тарту жазылды
demo-search = «{ $words }» іздеу
demo-search-value = табылған оқиға: { $count }
demo-evidence = Дәлел салынды
demo-check = Тексеру
demo-check-value = бүлінген жер табылмады
demo-check-damaged = бүлінген жер: { $count }
demo-anchor = Зәкір
demo-anchor-value = жазба: { $count }; QR суреті де бар:
demo-dossier = Досье
demo-dossier-value = эпизод: { $episodes }, файл: { $files }, арыз қазақша және орысша ({ $pages } бет)
demo-dossier-checked = Досьені тексеру
demo-dossier-fits = қайшылық жоқ; кодына сай; зәкір { $records } жазбаның { $covered } жазбасын қамтиды
demo-dossier-differs = жасалған күйіндей емес
demo-where-dossier = досье
demo-looked = Жабылып, қаралып шықты
demo-looked-value = файл: { $files }, { $megabytes } МБ; енгізілген сөз бен нөмір: { $needles }, табылғаны: { $found }
demo-copy = Сақтық көшірме
demo-copy-value = { $size }, қалпына келтіру кодына мөрленген
demo-restored = Сол көшірмеден жасалды
demo-restored-value = оқиға: { $incidents }, әрекет: { $acts }, файл: { $evidence }, бұрынғыдай; зәкір сай
demo-restored-differs = оқиға: { $incidents }, әрекет: { $acts }, файл: { $evidence }: бұрынғыдай емес
demo-where = Не қайда тұр
demo-where-vault = қойма
demo-where-key = құрылғы кілті
demo-where-phone = телефон файлдары
demo-where-anchor = зәкір
demo-where-copy = көшірме
demo-where-second = екінші қойма
demo-where-secrets = PIN және қалпына келтіру коды
demo-try = Қарап көріңіз
demo-remove = Болған соң, қалтаны жойыңыз.

## Тарих, зәкірлер, жазба дәлелі

anchor-made = { $count } жазбаға зәкір:
anchor-line = Зәкір, { $at }, жазба саны: { $count }: { $code }
anchor-advice = Оны сенетін адамыңызға жіберіңіз немесе осы құрылғыдан бөлек жазып қойыңыз. Ол журналда не барын айтпайды. Сол арқылы кез келген адам одан бұрынғы жазбаның өзгертілген-өзгертілмегенін кейін көре алады.
anchor-unchanged = Осы зәкірден бері { $count } жазба өзгермеген.
anchor-changed = Зәкір тарихқа сай емес: одан бұрынғы жазба өзгертілген немесе бұл басқа журналдың зәкірі.
anchor-shorter = Тарихта осы зәкір қамтитыннан ({ $count }) аз жазба бар: бір бөлігі алынып тасталған немесе бұл басқа журналдың зәкірі.
anchor-malformed = Зәкірде төрт-төрттен 64 әріп пен цифр бар. Белгі жетіспейді немесе артық.
anchor-typo = Осы зәкірдің әрпі немесе цифры қате көшірілген. Қайта салыстырыңыз.
none-made = Алдымен зәкір жасаңыз: pana anchor make.
picture-kind = .png немесе .svg деп аяқталатын файлды атаңыз.
proof-made = Жазба дәлелі осында: { $path }
proof-holds = Жазба сөзбе-сөз { $count } жазбасы бар тарихта тұр. Қашан болғанын зәкір айтады.
proof-fits-anchor = Осы зәкір жасалғанда жазба сөзбе-сөз сонда болған.
proof-of-other-anchor = Дәлел дұрыс, бірақ басқа зәкірге апарады.
proof-fails = Бұл дәлел дұрыс емес: онда бірдеңе өзгертілген.
history-exported = Бүкіл тарих осында, файлы бар кез келген адам оқи алады: { $path }. Онда журналдың барлық мәтіні бар. Тексеріп болған соң оны жойыңыз.
consistency-made = Бұрынғы жазбалардың өзгермегенінің дәлелі осында: { $path }
consistency-holds = Кейінгі тарих бұрынғысынан басталады, өзгеріссіз. Жазба саны: { $old }, кейін { $new }.
not-a-proof = Бұл файл жазба дәлелі емес.

action-create = жазылды
action-amend = өзгертілді
action-attach = дәлел тіркелді
action-withdraw = жасырылды
action-restore = қайтарылды
action-erase-asked = өшіру сұралды
action-erase-cancelled = өшіру тоқтатылды
action-erased = өшірілді
action-import = импортталды
action-import-undone = импорт қайтарылды
action-export = шығарылды
action-view-for-export = шығару үшін қаралды
action-anchor = зәкір жасалды
action-clock-jump = сағат секірді
action-opening = екінші PIN-мен ашылды
action-confirm = расталды
action-recovered = кодпен қалпына келтірілді
action-re-keyed = жаңа кілттермен мөрленді
action-lift = әрекет топтамадан бөлінді
action-unlift = әрекет топтамаға қайтарылды
action-gone = (мәтіні өшірілген)

## Заң: қаншалықты анық

law-seen = сонда оқылды, ресми мәтін емес
law-from-memory = естен жазылды, дереккөзден табылмады
law-conflicting = дереккөздер әртүрлі айтады
law-own-choice = өз таңдауымыз
law-source = Дереккөз: { $source }. Тексерілген күні – { $date }: { $status }.
law-no-advice = Бұл заң кеңесі емес. Заңгерден немесе дағдарыс орталығынан сұраңыз.

## Сандар

stats-incidents = { $count ->
    [one] { $count } жазба
   *[other] { $count } жазба
}
stats-weeks = Апталар бойынша
stats-each-column = { $count ->
    [one] Бір баған – { $count } апта.
   *[other] Бір баған – { $count } апта.
}
stats-hours = Апта күндері мен сағаттар бойынша
stats-hour-unknown = Сағаты белгісіз
stats-kinds = Түрлері бойынша
stats-numbers = Нөмірлер бойынша
stats-other-numbers = { $count ->
    [one] Тағы { $count } нөмір
   *[other] Тағы { $count } нөмір
}
stats-many-numbers = Тағы өте көп нөмір
stats-several-numbers = Бірнеше нөмірдің бірі
stats-no-number = Нөмірі жоқ немесе жасырын
stats-places = Орындар бойынша
stats-no-place = Орны жазылмаған
stats-bands = 115-1-баптың жағдайы бойынша
stats-refusal = Бас тартқанға дейін және кейін
stats-before = Дейін: { $at }
stats-after = Кейін: { $at }
stats-measures = Шаралар қолданылған кезде
stats-about = ≈, ал бағандарда ░: саны немесе уақыты шамамен ғана белгілі. Қолмен саналғаны басталған уақытында тұр.
weekday-mon = Дс
weekday-tue = Сс
weekday-wed = Ср
weekday-thu = Бс
weekday-fri = Жм
weekday-sat = Сб
weekday-sun = Жс

## Шығару

ask-pin-export = Жазбаларды шығару үшін PIN кодын тағы бір рет теріңіз:
export-made = Жазылды: { $path } ({ $incidents }). Бұл файл PIN кодсыз оқылады.
acts-are-in-json = --acts дегенді алып тастаңыз: json файлында әр қоңырау мен хабарлама онсыз да бар.
field-number = Нөмір
field-refused = Қашан бас тарттыңыз
field-precision = Уақыты қаншалықты белгілі
field-count-about = Шамамен
field-place-label = Нақты қай жерде
field-direction = Бағыты
field-seconds = Секунд
field-text = Мәтін
act-channel-phone = Телефон
act-channel-whatsapp = WhatsApp
act-channel-telegram = Telegram
act-channel-other = Басқа
not-a-day = Күнді былай жазыңыз: 2026-02-01.
direction-incoming = кіріс
direction-outgoing = шығыс
direction-missed = қабылданбаған
direction-voicemail = дауыстық пошта
direction-rejected = қабылдаудан бас тартылған
direction-blocked = бұғатталған
direction-answered-elsewhere = басқа құрылғыда қабылданған
direction-draft = жоба
direction-failed = жеткізілмеген
direction-unknown = белгісіз

## Басқа жердегі көшірмелер

backup-made = Сақтық көшірме осында: { $path }
backup-made-at = Көшірме жасалған уақыты
backup-records = Тарих жазбалары
backup-opens-with-code = Оны қалпына келтіру кодыңыз ашады. Көшірмені осы құрылғыдан алып кетіңіз: сенетін адамыңызға немесе өз жеріңізге.
backup-opens-with-others-key = Оны тек аталған кілттер ашады, қалпына келтіру кодыңыз ашпайды.
backup-of-damaged = Журналда { $count } жер бүлінген, көшірмеде де сол күйінде. Мынаны орындаңыз: pana check.
backup-restored = Қойма көшірмеден жасалды: { $path }
backup-restored-note = Көшірмедегінің бәрі оқылғанда салыстырылды. Осы көшірмеге дейін жасалған зәкірлер сай келеді, кейін жасалғандары сай келмейді. Екінші PIN-код әлі жоқ: pana second set.
backup-key-written = Қалпына келтіру кодыңыздың age кілті осында: { $path }. Осы файл кімде болса, көшірмелеріңізді сол аша алады. Қажет болмағанда жойыңыз.
working-backup = Көшіру
working-restore = Қалпына келтіру
status-copy = Соңғы көшірме
copy-none = әлі жоқ. Жасаңыз: pana backup make
copy-days = { $count ->
    [0] { $date }, бір күн де болған жоқ
   *[other] { $date }, { $count } күн бұрын
}
not-a-recipient = --to соңындағы кілттердің бірі age кілті емес немесе бір таңбасы қате. Кілт age1 деп басталады.
not-an-identity = Бұл файлда age құпия кілті жоқ немесе жолында қате бар. Кілт AGE-SECRET-KEY-1 деп басталады.
not-a-backup = Бұл файл сақтық көшірме емес.
backup-no-own-key = Өз кілтіңіз әлі жоқ. Қалпына келтіру кодымен бір рет PIN-код қойыңыз (pana recover) немесе басқа кілт атаңыз: --to.
backup-for-nobody = Көшірмені кім аша алатынын атаңыз: --to.
backup-for-too-many = Көшірме ең көбі 20 кілтке жасалады.
backup-of-newer-version = Бұл көшірмені қолданбаның жаңарақ нұсқасы жасаған. Қолданбаны жаңартып, қайталап көріңіз.
backup-for-another-key = Бұл көшірме басқа кілтке жасалған. Қалпына келтіру кодын тексеріңіз: көшірме жасалғанда жарамды болған код керек.
backup-altered = Бұл көшірмеде бірдеңе өзгертілген. Одан қойма жасалған жоқ. Басқа көшірме алыңыз.
backup-cut-short = Бұл көшірменің соңы жоқ немесе бүлінген. Одан қойма жасалған жоқ. Файлды тұтас қайта көшіріңіз.

## Messages by SMS

# One message holds 70 characters: without a name each of these leaves room for one. `who` is the name with its colon, or nothing.
sms-alert = { $who }КӨМЕК КЕРЕК! Қоңырау шал, алмасам 102. { $place } { $time }
sms-alert-polite = { $who }КӨМЕК! Қоңырау шалыңыз, алмасам 102. { $place } { $time }
sms-alert-quiet = { $who }КӨМЕК! Қоңырау шалма, 102-ге айт. { $place } { $time }
sms-alert-quiet-polite = { $who }КӨМЕК! Қоңырау шалмай, 102-ге айтыңыз. { $place } { $time }
sms-no-place = { $who }КӨМЕК КЕРЕК! Қоңырау шал, алмасам 102. Орны белгісіз. { $time }
sms-no-place-polite = { $who }КӨМЕК! Қоңырау шалыңыз, алмасам 102. Орны белгісіз. { $time }
sms-no-place-quiet = { $who }КӨМЕК! Қоңырау шалма, 102-ге айт. Орны белгісіз. { $time }
sms-no-place-quiet-polite = { $who }КӨМЕК! Қоңырау шалмай, 102-ге айтыңыз. Орны белгісіз. { $time }
sms-update = { $who }№{ $number }: { $place } { $accuracy } { $time }. Көмек әлі керек.
sms-update-no-place = { $who }№{ $number }: орны белгісіз { $time }. Көмек әлі керек.
sms-start = { $who }жолдамын. Мерзімі { $due }. Хабар болмаса, қоңырау шал.
sms-start-polite = { $who }жолдамын. Мерзімі { $due }. Хабар болмаса, қоңырау шалыңыз.
sms-start-quiet = { $who }жолдамын. Мерзімі { $due }. Хабар болмаса, 102-ге айт.
sms-start-quiet-polite = { $who }жолдамын. Мерзімі { $due }. Хабар болмаса, 102-ге айтыңыз.
sms-missed = { $who }хабар жоқ, мерзімі { $due }. Қоңырау шал, алмаса 102.
sms-missed-polite = { $who }хабар жоқ, мерзімі { $due }. Қоңырау шалыңыз, алмаса 102.
sms-missed-quiet = { $who }хабар жоқ, мерзімі { $due }. Қоңырау шалма, 102-ге айт.
sms-missed-quiet-polite = { $who }хабар жоқ, мерзімі { $due }. Қоңырау шалмай, 102-ге айтыңыз.
sms-safe = { $who }аманмын, енді көмек керек емес. { $time }
sms-test = { $who }бұл ТЕКСЕРУ, көмек керек емес. Жауап ретінде 1 жаз. { $time }
sms-test-polite = { $who }бұл ТЕКСЕРУ, көмек керек емес. Жауабыңызға 1 жазыңыз. { $time }
sms-number = №{ $number }:
sms-answer = жауап { $answer }
sms-accuracy-m = ±{ $value }м
sms-accuracy-km = ±{ $value }км

## What a contact should do

advice-do-not-ring = Оған қоңырау шалмаңыз: телефоны жасырын болуы мүмкін.
advice-ring-first = Алдымен оған қоңырау шалыңыз.
advice-call-102 = Жауап болмаса, 102-ге қоңырау шалып, аты-жөнін, орнын және орын белгіленген уақытты айтыңыз.
advice-not-alone = Ол жерге жалғыз бармаңыз.
advice-tell-nobody = Оның қайда екенін полициядан басқа ешкімге айтпаңыз.
advice-wait = Мерзімін есте сақтаңыз. Одан кейін хабар болмаса, әрекет етіңіз.
advice-answer-test = Бұл тексеру. Хабарға 1 деп жауап беріңіз.
advice-answer-code = Көмектесе алсаңыз, хабардағы үш цифрмен жауап беріңіз.
advice-not-confirmed = Жіберуші расталмады: хабарды шын деп қабылдаңыз.

## Тексеру

drill-contacts-good = Контактілер бар.
drill-contacts-bad = Контакт жоқ: дабыл ешкімге бармайды. Кемінде екі адам қосыңыз.
drill-name-good = Хабарларда атыңыз жазылады.
drill-name-bad = Атыңыз жазылмаған: хабарды алған адам кімнен екенін тек нөмірден біледі.
drill-second-tier-good = Бірінші болып естігендер жауап бермесе, басқаларға айтылады.
drill-second-tier-bad = Бәрі бірден хабар алады, кейін айтатын ешкім қалмайды. Біреуін екінші кезекке қойыңыз.
drill-elsewhere-good = Контактілердің бірі басқа жерде тұрады.
drill-elsewhere-bad = Барлық контакт бір жерде. Басқа қалада тұратын адамды қосу пайдалы.
drill-harmless-good = Әр контактінің елеусіз сөйлемі бар.
drill-harmless-bad = Біреуінің елеусіз сөйлемі жоқ: екінші PIN-код дабылды тоқтатқандай болғанда оған ештеңе бармайды.
drill-warned-good = Бәріне мекенжайыңызды ешкімге айтпау керектігі ескертілген.
drill-warned-bad = Біреуге әлі ескертілмеген: қайда екеніңізді ешкімге айтпауын сұраңыз.
drill-sim-good = SIM-карта бар, желі көрінеді.
drill-sim-bad = SIM-карта немесе желі жоқ: хабар кетпейді. 112-ге бәрібір қоңырау шалуға болады.
drill-sim-unknown = SIM-карта мен желіні өзіңіз қараңыз: қолданба оны біле алмайды.
drill-credit-unknown = Шотыңызда хабарға ақша бар ма, өзіңіз қараңыз: қолданба оны біле алмайды.
drill-permission-good = Хабарды өзі жіберуге рұқсат бар.
drill-permission-bad = Хабар өздігінен кетпейді: әр хабарда «Жіберу» түймесін өзіңіз басасыз.
drill-permission-unknown = Хабар жіберу рұқсатын телефон баптауынан қараңыз.
drill-location-good = Орныңызды анықтауға рұқсат бар.
drill-location-bad = Орныңызды анықтауға рұқсат жоқ: хабарда орын болмайды.
drill-location-unknown = Орынды анықтау рұқсатын телефон баптауынан қараңыз.
drill-background-good = Батарея шектеулері қолданбаны тоқтатпайды.
drill-background-bad = Телефон қолданбаны тоқтатып қоюы мүмкін: дабыл кезінде оны ашық ұстаңыз, батарея шектеуін алып тастаңыз.
drill-background-unknown = Телефон баптауларынан батарея ережелерін қарап, қолданбаның өздігінен іске қосылуына рұқсат беріңіз: қолданба мұны біле алмайды.
drill-last-drill-good = Соңғы тексеруге бір ай болған жоқ.
drill-last-drill-bad = Контактілермен тексеру болмаған немесе бір айдан асты. Оларға тексеру хабарын жіберіңіз.
drill-traces-unknown = Хабарлар телефонның «Хабарлар» қолданбасында және шотта қалады.
tested-never = Сынақ хабарлама әлі болған жоқ
tested-handed = Соңғы сынақ { $date }: желіге берілді, жауап жоқ
tested-answered = Соңғы сынақ { $date }: жауап келді

## Контактілер, бақылау, түсіру

emergency-number = Төтенше жағдай нөмірлері хабар қабылдамайды. Оларға қоңырау шалыңыз: 102, 103, 112, 111.
no-message-number = Бұл нөмірге хабар жіберуге болмайды. Оны +7 701 123 45 67 түрінде жазыңыз.
no-such-tier = Кезек 1-ден 5-ке дейін болады.
not-a-country = Елді екі латын әрпімен жазыңыз, мысалы KZ.
control-characters = Мұнда жол ауыстыруға болмайды: бәрін бір жолға жазыңыз.
over-one-message = Бұл бір хабарға сыймайды. Қысқартыңыз: кирилл әрпімен 70 таңбаға дейін.
taken = Бұл нөмір басқа контактіде бар. Онда кімнің жауап бергенін айыру мүмкін болмас еді.
not-latin = Латын әріптерімен жазыңыз, мысалы Aigul.
contact-too-long = Мәтін тым ұзын. Қысқартыңыз.
too-many-contacts = Контактілер тым көп: 200-ге дейін болады.
too-many-places = Орындар тым көп: 100-ге дейін болады.
unknown-place-kind = Орын түрін таңдаңыз: police, crisis-centre, hospital, shop, transport, friend, other.
not-a-promise = Уәдені таңдаңыз: comes, calls-102, takes-children, has-key, keeps-copy.
not-captured = Бұл жазба құлыпталған кезде түсірілмеген: растайтын ештеңе жоқ.
card-too-long = Карточка QR-кодқа сыймайды. Мәтіндерді қысқартыңыз.
check-in-passed = Бұл уақыт өтіп кетті. Кемінде бір минуттан кейінгі уақытты жазыңыз.
check-in-too-far = Бұл тым алыс. 12 сағаттан аспайтын уақытты жазыңыз.
check-in-busy = Дабыл немесе басқа жол белгісі жүріп жатыр. Алдымен оны аяқтаңыз.
check-in-none = Жол белгісі жүріп жатқан жоқ.
no-such-contact = Мұндай контакт жоқ. Қараңыз: pana contact list.
inbox-full = Құлыпталған кезде түсірілетіндердің орны толды. Бұрынғылары сақталды. Құлыпты ашыңыз, сонда орын босайды.
capture-no-key = Қазір түсіріп сақтау мүмкін емес: PIN-кодсыз жұмыс істейтін бөлік бүлінген. Құлыпты ашыңыз, сонда ол қалпына келеді.
pair-malformed = Бұл жұптау коды емес немесе оның бір бөлігі ғана. Оны екінші телефоннан толық көшіріңіз: ол PANA-PAIR-1: деп басталады.
pair-typo = Жұптау кодының бір таңбасы қате. Оны екінші телефондағы кодпен салыстырыңыз.
field-contact-name = Аты
field-tier = Кезек
field-country = Ел
field-harmless = Елеусіз сөйлем
field-duty-number = Аудандағы кезекшінің нөмірі
field-latin = Латынша
field-role = Кім болады
field-city = Қала
field-contacts = Контактілер
field-places = Орындар
field-address = Мекенжай
field-hours = Жұмыс уақыты
field-agreed = Уәделер
contact-me = Хабарлардағы атыңыз
contact-latin = Латынша
contact-none = Контактілер жоқ: дабыл ешкімге бармайды. Қосу: pana contact add.
contact-example = Хабар осындай
contact-removed = Контакт өшірілді. Бұл нөмірге енді ештеңе кетпейді, жүріп жатқан дабылдан да.
contact-tier = { $tier }-кезек
contact-polite = сіз
contact-quiet = қоңырау шалмайды
contact-paired = кодпен расталады
contact-pair-advice = Бұл кодты тек көзбе-көз көрсетіңіз. Хабармен немесе пошта арқылы жібермеңіз: оны білген адам сіздің атыңыздан жаза алады.
agreed-comes = бірден келеді
agreed-calls-102 = 102-ге қоңырау шалады
agreed-takes-children = балаларды алады
agreed-has-key = кілті бар
agreed-keeps-copy = көшірмені сақтайды
doubt-number-unknown-form = Нөмір белгілі түрде жазылмаған. Тексеріңіз.
doubt-number-landline = Бұл қалалық телефонға ұқсайды: ол хабар алмауы мүмкін.
doubt-number-prefix-unknown = Мұндай оператор коды белгісіз. Тексеріңіз.
doubt-other-country-no-duty-number = Ол басқа елде: оның 102-сі басқа жерге түседі. Өз ауданыңыздағы кезекшінің нөмірін қосыңыз.
card-title = { $name } көмек сұраса, осындай хабар келеді:
card-duty = Басқа өңірден: оның ауданындағы кезекшінің нөмірі { $number }.
card-agreed = Келісілді
card-harmless = Мына сөйлем келсе, ол мәжбүр болған болуы мүмкін: «{ $text }».
place-sort-police = полиция
place-sort-crisis-centre = дағдарыс орталығы
place-sort-hospital = аурухана
place-sort-shop = дүкен
place-sort-transport = көлік аялдамасы
place-sort-friend = жақын адам
place-sort-other = басқа
place-removed = Орын алынып тасталды.
captured = Сақталды. Құлып ашылғанда журналға расталмаған жазба болып түседі.
kit-damaged = Контактілерді оқу мүмкін емес: хабар ешкімге кетпейді. 112-ге қоңырау шалыңыз. Құлыпты ашсаңыз, бұл бөлік қалпына келеді.
alert-not-saved = Бұл қадам сақталмады: қолданба жабылса, ол жоғалады.
alert-none = Ештеңе жүріп жатқан жоқ.
check-in-due = Мерзімі: { $due }
check-in-phone-off = Бұл телефон өшсе, ешкім білмейді.
action-alert = дабыл, жол белгісі немесе тексеру
status-unconfirmed = Расталмаған жазбалар
confirmed = Расталды.

## Дабыл хабарларын оқу

field-message = Хабар
field-from-her = Кімнен
field-hour = Уақыты
field-due = Мерзімі
field-answer-with = Жауабы
field-message-number = Хабар нөмірі
field-sender = Жіберуші
field-fix = Телефонның орны
field-code = Код
field-key = Кілт
message-alert = Көмек қазір керек
message-update = Көмек әлі керек; жаңа орны
message-start = Жолда; мерзіміне дейін хабар береді
message-missed = Мерзімінде хабар болмады
message-needs-no-help = Енді көмек керек емес деп жазылған
message-test = Тексеру; көмек керек емес
sender-confirmed = расталды: код ортақ кілтіңізге сәйкес
sender-not-confirmed = расталмады: шын деп қабылдаңыз
due-at = { $at }
due-over = { $at }: мерзімі өтті
not-an-alert = Дабыл мұндай хабар жазбайды, немесе мәтіні өзгерген не қиылған. Күмәндансаңыз, шын деп қабылдап, 102-ге қоңырау шалыңыз.
not-a-fix = Былай жазыңыз: 43.238,76.945,20,30 – ендік пен бойлық градустары, қателігі метрмен, неше секунд бұрын.
not-an-hour = Сағатты былай жазыңыз: 22:30.
not-an-answer = Үш цифр жазыңыз: 100–999.
not-a-code = Кодта сегіз әріп пен цифр бар.
not-a-key = Кілтте 64 он алтылық цифр немесе 52 таңба (A–Z, 2–7) бар.

## Дабылды ойнату

play-sms = SMS
play-sheet = SMS формасы
play-wake = Ояту
play-location = Орны
play-location-ask = анықтау
play-location-stop = енді анықтамау
play-dial = Ұсыну
play-screen = Экран
play-screen-countdown = қараңғы, кері санақ
play-screen-running = дабыл
play-screen-gone = дабыл туралы ештеңе жоқ
play-screen-ended = дабыл аяқталды
play-radio-handed = желі қабылдады
play-radio-none = желі жоқ
play-radio-off = радио өшірулі
play-radio-limit = жүйе әзірге хабар шығармайды
play-radio-failed = болмады
play-delivered = жетті, дейді желі
play-located = телефон орнын білді
play-not-seen = бұл телефонда хабарлар көрінбейді: қолмен белгілеңіз
play-phase-countdown = Кері санақ: әлі ештеңе кеткен жоқ
play-phase-climbing = Контактілерге хабар берілуде, әлі ешкім жауап берген жоқ
play-phase-answered = Жауап бар
play-phase-nobody-reached = Ешкім жауап бермеді: өзіңіз қоңырау шалыңыз
play-phase-over = Енді көмек керек емес деді
play-phase-cancelled = Ештеңе кетпей тұрып тоқтатылды
play-next-tier = Келесі кезек: { $count } с кейін
play-next-end = Бәріне айтылды; жауап күтуге қалған уақыт: { $count } с
play-next-update = Жаңа орны: { $count } с кейін немесе орын ауысса, ертерек
play-tier = кезегі { $tier }
play-first = бірінші хабар:
play-second = екінші:
play-answered = жауабы { $at }
play-part-not-yet = кезегі келген жоқ
play-part-not-told = енді кезегі келмейді
play-part-waiting = әзірге ештеңе белгісіз
play-part-retrying = болмады, тағы әрекет жасалады
play-part-handed = тапсырылды
play-part-delivered = жетті, дейді желі
play-part-failed = болмады
play-part-unknown = кеткен-кетпегенін тек өзі біледі
play-answers-not-seen = Хабармен келген жауап бұл телефонда көрінбейді.
play-stay-open = Әрі қарай қолданба ашық тұрғанда ғана жүреді.
script-unknown = Жол белгісіз сөзден басталады. Мынаны қараңыз: pana alert play --help.
script-words = Жолда бір сөз жетіспейді немесе орнында емес. Мынаны қараңыз: pana alert play --help.
script-after-press = Мұны бірінші press жолына дейін жазыңыз.
script-before-press = Алдымен press деп жазыңыз.
script-no-contact = Жоғарыда мұндай атты контакт жоқ.
script-contact-twice = Бұл ат басқа контактіде бар.
script-contacts = Контакт саны 200-ден аспайды.
script-tier = Кезек 1 мен 5 аралығында болады.
script-span = Уақыт аралығын былай жазыңыз: 30s, 5m немесе 2h, ең көбі 31 күн.
script-place = Орынды былай жазыңыз: 43.238,76.945,20 – ендік пен бойлық градустары, қателігі метрмен.
script-no-code = Бұл контактіде жауап беретін цифрлары бар хабар жоқ.
script-no-sheet = SMS формасы ашық емес.
script-too-long = Бұл сценарий тым ұзын.
check-in-overdue-in = Контактілерге айтуға қалған уақыт: { $count } мин
play-phase-waiting = Жол белгісі жүріп жатыр
play-phase-drill = Тексеру
play-screen-check-in = бақылау
play-notice = Ескерту
notice-due-soon = Мерзімге 10 минут қалды
notice-due = Мерзім болды. Бәрі дұрыс па?
play-tier-named = жол белгісін біледі
play-answers = жауап берді
demo-alert = Құлыпталған кезде дабыл түймесі басылды; ойдан шығарылған телефонда былай жүреді
play-over = соңы:
status-captures-unreadable = Оқылмайтын түсірілгендер
route-drawn = { $count } мүмкіндіктің ішінен кездейсоқ таңдалды, сондықтан бұрынғы сапарлар ол туралы ештеңе айтпайды.
route-drawn-door = { $count } мүмкіндіктің ішінен кездейсоқ таңдалды; барлық бағыт өтетін жерде, мысалы есігіңіздің алдында, тек уақыт көмектеседі.
route-only-time = Мұнда барлық бағыт бір жерлерден өтеді, сондықтан тек уақыт көмектеседі: ол { $count } ширек сағаттың ішінен кездейсоқ таңдалды.
route-one-choice = Бір бағыт пен бір ширек сағат қана сай келді; оның ішіндегі минут кездейсоқ таңдалды.
route-habit-too-early = Әдет туралы айтуға әлі ерте: { $count } сапар жазылған, { $of } сапар керек.
route-habit-place = Соңғы { $of } сапардың ішінде { $count } рет бір жерден бірдей жарты сағат ішінде өттіңіз.
route-habit-door = Барлық бағыт өтетін жерде, мысалы есігіңіздің алдында, { $of } сапардың ішінде { $count } рет солай болды: ол жерде тек уақыт көмектеседі.
route-habit-streak = Соңғы { $count } сапарда бағыт бірдей.
route-habit-guessed = Бұрынғы сапарларыңыздың бәрін көрген адам келесі сапардың бағыты мен жарты сағатын болжаса, соңғы { $of } реттің ішінде { $count } рет дұрыс табар еді.
route-same-route-and-time = Соңғы { $count } сапарда бағыт пен уақыт бірдей.
route-same-route = Соңғы { $of } сапардың ішінде { $count } рет бір бағытпен жүрдіңіз.
route-same-time = Соңғы { $of } сапардың ішінде { $count } рет бірдей жарты сағат ішінде шықтыңыз.
route-hint = Ештеңе кедергі болмаса, басқа бағытты таңдаңыз немесе 15–20 минут ерте не кеш шығыңыз.
route-hint-one-route = Ештеңе кедергі болмаса, 15–20 минут ерте не кеш шығыңыз немесе біреумен бірге жүріңіз.
route-lock-screen = Күнделікті еске салу
route-tomorrow = Ертең: { $route }, шығу { $time }. Ештеңе кедергі болмаса ғана.
route-approved-way = Келісілген жол, біреумен бірге: { $route }, шығу { $time }.
route-offer-alert = Қазір біреу соңыңыздан еріп жүрсе, көмек батырмасын басып тұрыңыз немесе 102-ге қоңырау шалыңыз. Үйге емес, адам көп жерге барыңыз.
route-quiet-muted = Еске салу өшірілген.
route-quiet-paused = Еске салу уақытша тоқтатылған.
route-quiet-reminded-today = Бүгін еске салынған.
route-quiet-too-late = Бүгін еске салуға кеш болды.
route-quiet-moving = Жолда жүргеніңізде еске салынбайды.
route-quiet-nothing-tomorrow = Ертең сапар күтілмейді.
route-quiet-no-habit = Еске салатындай қайталанған сапар жоқ.
route-trips = { $count } сапар
route-week-leaving = Апта күні мен жарты сағат бойынша шығу
route-week-darkest = ең қоюы: { $count } сапар
route-week-routes = Жолдар бойынша сапарлар
route-week-gone = Енді сақталмайтын жол
route-week-none = Жазылған сапар жоқ.
route-not-in-time = Ол бағытпен белгіленген уақытқа жету мүмкін емес.
route-dark = Бұл – күндізгі бағыт, ал ол кезде қараңғы болады.
route-dark-unknown = Бұл – күндізгі бағыт, ал ол жерде қашан қараңғы түсетіні белгісіз.
route-no-company = Бұл – тек біреумен бірге жүретін бағыт.
route-hot-spot = Соңғы 30 күнде оның маңында бір оқиға болған.
route-relax-arrive = Сағат { $time } немесе одан кеш жетуге болса, мүмкін.
route-relax-earliest = Сағат { $time } немесе одан ерте шықсаңыз, мүмкін.
route-relax-company = Қасыңызда біреу болса, мүмкін.
route-relax-dark = Тек қараңғыда, күндізгі бағытпен ғана мүмкін.
route-relax-hot-spot = Тек бір оқиға болған жердің жанынан өтсеңіз ғана мүмкін.
field-route-name = Атауы
field-route-place = Орын
field-routes = Бағыттар мен сапарлар
field-minutes = Минут
field-left = Шыққан уақыт
field-arrived = Жеткен уақыт
field-back = Кері жол
field-gpx = Бағыт сызығы
field-earliest = Ең ерте шығу
field-arrive-by = Жетуге тиіс уақыт
field-date = Күні
field-extra-minutes = Қосымша минут
field-kept-days = Сақтау мерзімі
field-pause-until = Үзіліс
field-mute = Еске салусыз
field-child = Бала
field-moving = Жолда
route-minutes = Жол бір минуттан екі тәулікке дейін созылсын.
route-to-itself = Бағыт екі бөлек орынның арасында болуы керек.
route-too-short = Бұл сызық тым қысқа: кемінде 50 метр болуы керек.
route-not-flat = Мұндай сызықтан бағыт шықпайды: ол тым ұзын немесе полюске тым жақын.
route-name-too-long = Атауы тым ұзын: қысқартыңыз.
route-name-taken = Мұндай атау бар: басқасын таңдаңыз.
route-place-in-use = Бұл орында бағыт басталады немесе аяқталады: алдымен бағытты алып тастаңыз.
route-one-way = Бұл бағыт тек бір жаққа арналған.
trip-in-future = Бұл уақыт әлі келген жоқ.
trip-too-long = Сапар 24 сағаттан ұзақ болмайды: уақыттарды тексеріңіз.
route-kept-days = 1 мен 3660 күннің арасын таңдаңыз.
no-such-route-place = Мұндай орын жоқ. Қараңыз: pana route place list.
no-such-route = Мұндай бағыт жоқ. Қараңыз: pana route list.
not-a-clock-time = Уақытты былай жазыңыз: 08:30.
gpx-not = Бұл GPX файлы емес.
gpx-broken = GPX файлы бүлінген немесе соңына дейін жазылмаған.
gpx-too-large = GPX файлы тым үлкен: 1 000 000 нүктеге дейін болады.
gpx-no-points = Мұнда бірде-бір орын жоқ.
trace-line = Жолды былай жазыңыз: 2026-02-01T08:05:00+05:00,43.238,76.945
trace-no-times = Бұл – «{ $route }» бағыты, бірақ файлда уақыт жоқ: сапарды pana route trip add арқылы жазыңыз.
trace-unsure = «{ $one }» немесе «{ $other }»: қайсысы екенін --route арқылы айтыңыз.
trace-new = Бұл жол бекітілген бағыттардың ешқайсысына келмейді, ұзындығы { $metres } м. Дұрыс бағыт болса, pana route add … --gpx арқылы бекітіңіз. Із сақталған жоқ.
trace-too-short = Із тым қысқа, қай бағыт екені белгісіз.
route-same-road = «{ $route }» – сол жолдың өзі: ізден айыру мүмкін емес.
route-removed = Бағыт енді ұсынылмайды.
trip-removed = Сапар жойылды.
route-no-line = сызығы белгісіз
route-tag-lit = жарық
route-tag-busy = адам көп
route-tag-day-only = тек күндіз
route-tag-company = тек біреумен бірге
route-set-mute = Еске салусыз
route-set-pause = Осы күнге дейін үзіліс
route-set-child = Бала үшін
route-set-keep = Сапарлар неше күн сақталады
route-advice = { $day }: { $route }, шығу { $time }. Ештеңе кедергі болмаса ғана.
route-drawn-before = Бұл күнге бұрын таңдалған: қайта сұрағанда жаңасы таңдалмайды.
route-without-line = «{ $route }» бағытының сызығы белгісіз: оның маңында бірдеңе болған-болмағаны тексерілмеді, ал есепте ол басқа бағыттармен тек есікте түйіседі деп алынды.
route-left-out = Ұсынылмайтыны:
route-no-route = Бұл екі орынның арасында бекітілген бағыт жоқ. Алдымен қосыңыз: pana route add.
route-too-little-effort = Бұлай мүмкін емес: кемінде аз ғана уақыт қосыңыз, мысалы 1 минут.
route-too-large = Таңдайтын нұсқа тым көп: уақыт аралығын тарылтыңыз.
route-nothing-left = Мұндай шартпен ештеңе қалмады.
route-relax-more = Бір ғана шартты өзгерту жеткіліксіз: бірнешеуін өзгертіңіз.
route-remind-at = Еске салу
route-remind-locked = Құлыпталған экранда
route-workdays = Жұмыс күндері
route-weekends = Демалыс күндері
route-minutes-count = { $count } мин
trips-forgotten = Жойылған сапар саны: { $count }
demo-way = Ертеңгі жол
demo-where-habit = әдет суреті
working-simulate = Модельдеу
simulation-people = Ойдан шығарылған адамдар: { $people }; күндер: { $days }; бастапқы сан: { $seed }
simulation-reads = Осынша уақыт күткен адам оны 100 күннің осыншасында кездестіреді; ± – 95 % аралық.
simulation-wait = { $minutes } мин
simulation-most-common = Ол оны ең жиі кездестірер жерде күтеді
simulation-markov = Ол соңғы күнге ұқсас күннен кейін оны ең жиі кездестірер жерде күтеді
simulation-compression = Ол өзі білетін ең ұзын күндер тізбегінен кейін оны ең жиі кездестірер жерде күтеді
simulation-habit = Бұрын: әдет бойынша
simulation-rotation = Он нұсқа кезекпен
simulation-uniform = Кез келген нұсқа
simulation-never-like-yesterday = Кешегіден басқа кез келген нұсқа
simulation-advised = Кейін: кеңес бойынша
simulation-efforts = Бұл қанша күш алады: ең азынан күніне неше минут артық
simulation-worst = Ол бағыттарды, уақытты және кеңесті біледі, тек не таңдалғанын білмейді; күш күніне ең азынан { $minutes } мин артық
simulation-longer = Кейін, ол { $minutes } мин күтсе
simulation-cheapest = Ең жеңіл нұсқалардың кез келгені
simulation-best = Тек осынша күтсе, мүмкін болатын ең азы
simulation-followed = Ол кеңесті де, әдетті де біледі; кеңес 100 күннің { $count } күнінде орындалады. Шекпен: кеңес әрдайым орындалса, ең жақсысынан { $factor } еседен аспайды
simulation-any-bounded = Кез келген күш, шекпен
simulation-any-least = Кез келген күш, мүмкін болатын ең азы
simulation-limited-bounded = Күніне { $minutes } мин, шекпен
simulation-limited-least = Күніне { $minutes } мин, мүмкін болатын ең азы
simulation-model = Бұл адамдар ойдан шығарылған, ал бір жерде күтетін адам – үлгі ғана: жолдарды бір-бірімен салыстырыңыз. Олар сіздің күндеріңіз туралы ештеңе айтпайды.
route-left-aside = Тағы { $count } нұсқа ең көп күш алатын болғандықтан ескерілмеді.

## Полицияға арыз

dossier-page = { $page }-бет, барлығы { $pages }
dossier-title =
    Қылмыстық құқық бұзушылық туралы
    АРЫЗ
dossier-to = Кімге
dossier-to-blank = ________________________ полиция басқармасының (бөлімінің) бастығына
dossier-from = Кімнен
dossier-born = Туған күні
dossier-iin = ЖСН
dossier-contact = Байланыс мекенжайы мен телефоны
dossier-representative = Заңды өкілі
dossier-guardianship = Қорғаншылық және қамқоршылық органы
dossier-summary = Сипатталған эпизодтар саны: { $episodes }. Алғашқысы: { $first }. Соңғысы: { $last }. Қоса берілген файлдар саны: { $files }.
dossier-no-episodes = Бұл арызда эпизодтар сипатталмаған. Қоса берілген файлдар саны: { $files }.
dossier-suspect = Қудалаушы туралы мәліметтер
dossier-suspect-unknown = Оның кім екені арыз берушіге белгісіз.
dossier-name = Т.А.Ә.
dossier-description = Белгілері және басқа мәліметтер
dossier-identity = Не белгілі
dossier-identity-value = Нөмір, аккаунт, көлік, мекенжай
dossier-identity-reason = Арыз беруші мұны неге онымен байланыстырады
dossier-since = { $date } бастап
dossier-relation = Қарым-қатынас және байланыстан бас тарту
dossier-relation-kind = Арыз берушіге кім болады
dossier-relation-time = Қарым-қатынас кезеңі
dossier-date-from = { $from } бастап
dossier-date-to = { $to } дейін
dossier-date-from-to = { $from } бастап { $to } дейін
dossier-common-child = Ортақ баласы
dossier-lives-together = Арыз берушімен бірге тұрады
dossier-refusal = Байланыстан бас тарту
dossier-refusal-line = { $when }, { $channel }
dossier-refusal-to = Кімге айтылды
dossier-after-refusal = Бас тартқаннан кейінгі эпизодтар
dossier-no-refusal = Бұл арызда байланыстан бас тарту туралы мәлімет жоқ.
dossier-chronology = Эпизодтар хронологиясы
dossier-when = Қашан
dossier-what = Не болды
dossier-basis = Қайдан белгілі, дәлелдер
dossier-times = Уақыт оқиға болған жердегі сағат бойынша көрсетілген.
dossier-until = { $until } дейін
dossier-kind-fake = Менің атымнан әрекет ету
dossier-marked-after-refusal = байланыстан бас тартқаннан кейін
dossier-breaks = бұзылған шара: { $measure }
dossier-words = Сөзбе-сөз
dossier-quote = «{ $words }»
dossier-place = Орны
dossier-numbers = Нөмірлер
dossier-who = Кім
dossier-sure-sure = сенімді
dossier-sure-likely = ықтимал
dossier-sure-unsure = болжам бойынша
dossier-acts = { $count ->
    [one] { $count } рет
   *[other] { $count } рет
}
dossier-about = шамамен { $value }
dossier-under-18 = Суретте 18 жасқа толмаған адам бар.
dossier-answered-yes = Бұл байланысқа жауап берілді.
dossier-answered-no = Бұл байланысқа жауап берілген жоқ.
dossier-saw-myself = Өзім көрдім немесе естідім
dossier-was-told = Басқалардың айтуынша
dossier-was-told-by = Айтқан адам: { $by }
dossier-episode-witnesses = Куәлар
dossier-attachment = { $number }-қосымша: { $name }
dossier-bands = Эпизодтар және ҚР ҚК 115-1-бабының жай-күйі
dossier-band = Кезең
dossier-episodes = Эпизодтар
dossier-acts-column = Әрекет саны
dossier-band-fact = Норма туралы не белгілі
dossier-bands-note = Бұл – күндер туралы мәлімет, құқықтық баға емес. Барлық эпизод кезеңіне қарамай көрсетілген.
dossier-pictures = Эпизодтар суретпен
dossier-weeks = Апталар бойынша әрекеттер, { $from } – { $to }. Бір баған – дүйсенбіден басталатын бір апта, штрихы – әрекет түрі.
dossier-weeks-alt = Апталар бойынша әрекеттердің бағанды графигі, { $from } – { $to }. Барлық әрекет: { $count }. Бір аптадағы ең көбі: { $most }, аптаның басы { $monday }.
dossier-weeks-left-out = Салынбаған бұрынғы апталар саны: { $count }.
dossier-week-refusal = бас тарту
dossier-week-order = шара күшінде
dossier-week-others = басқа түрлер
dossier-hours = Апта күндері мен сағаттар бойынша әрекеттер. Ұяшықта – әрекет саны; неғұрлым қара болса, соғұрлым көп.
dossier-hours-unknown = Сағаты белгісіз: { $amount }.
dossier-hours-alt = Апта күндері мен сағаттар бойынша әрекеттер кестесі. Ең көбі: { $most }, { $day }, { $hour }:00–{ $hour }:59.
dossier-numbers-used = Нөмірлер уақыт бойынша, { $from } – { $to }. Сызықша – нөмір қолданылған апта; неғұрлым биік болса, соғұрлым көп. Оң жақта – барлығы.
dossier-numbers-alt = Нөмірлер уақыт бойынша, { $from } – { $to }. Нөмір саны: { $count }.
dossier-places = Орындар бойынша әрекеттер
dossier-no-place = Орны көрсетілмеген
dossier-amount = { $exact } және шамамен { $about }
dossier-harm = Келтірілген зиян
dossier-harm-fear = Қорқыныш
dossier-harm-sleep = Ұйқы
dossier-harm-moved = Көшу және арыз беруші енді бармайтын жерлер
dossier-harm-work = Жұмыс, оқу
dossier-harm-medical = Дәрігерге, психологқа жүгіну
dossier-harm-cost = Шығындар
dossier-in-episode = { $number }-эпизод
dossier-in-episodes = эпизодтар { $numbers }
dossier-earlier = Бұрынғы жүгінулер мен шаралар
dossier-reports = Полицияға жүгінулер
dossier-report-way = Қалай
dossier-report-numbers = Талон, КУИ, СДТБТ
dossier-report-answer = Қандай жауап берілді
dossier-talon = Талон-хабарлама № { $number }
dossier-kui = КУИ № { $number }
dossier-erdr = СДТБТ № { $number }
dossier-officer = Қабылдаған: { $name }
dossier-no-answer = жауап жоқ
dossier-measures = Қудалаушыға қатысты шаралар
dossier-measure = Шара
dossier-measure-term = Мерзімі
dossier-measure-authority = Кім қабылдады
dossier-measure-breaches = Қай эпизодтарда бұзылды
dossier-measure-number = № { $number }
dossier-witnesses = Куәлар
dossier-witness-saw = Не көрді
dossier-witness-contact = Байланыс
dossier-witness-testifies = Айғақ беруге дайын
dossier-witness-declines = Айғақ беруге дайын емес
dossier-requests = СҰРАЙМЫН
dossier-request-register = Арызды тіркеуді және талон-хабарлама беруді.
dossier-request-assess = Сипатталған әрекеттерге Қазақстан Республикасы Қылмыстық кодексінің 115-1-бабы бойынша баға беруді.
dossier-request-protect = Қорғау шараларын қарауды.
dossier-request-records = Қоңыраулар мен хабарламалар мәліметін және бейнебақылау жазбаларын алуды.
dossier-request-decision = Қабылданған шешімді хабарлауды.
dossier-attachments = Қосымшалар
dossier-file = Файл және оның SHA-256 мәні
dossier-size = Көлемі
dossier-kilobytes = { $count } КБ
dossier-megabytes = { $count } МБ
dossier-file-kept = Файл арыз берушіде сақтаулы: ол орынды не құрылғыны білдіріп қоюы мүмкін, ал онсыз көшірме жасау мүмкін емес.
dossier-file-missing = Файл жоқ: ол көрсетілген, бірақ табылмады.
dossier-picture-of = Кішірейтілген сурет: { $name }
dossier-files-note = SHA-256 – файлдың бақылау сомасы: файл өзгертілсе, ол да басқа болады.
dossier-notice = Жауаптылық туралы ескерту
dossier-notice-false-report = Көрінеу жалған сөз жеткізгенім үшін жауаптылық туралы (ҚР ҚК 419-бабы) ескертілдім.
dossier-date = күні
dossier-signature = қолы
dossier-signed-name = тегі және аты-жөні
## The page that checks a dossier
verify-page-title = Досьені тексеру
verify-page-intro = Мұнда досьенің жасалғаннан кейін өзгертілген-өзгертілмегені көрінеді. Интернет керек емес: файлдар осы компьютерден шықпайды.
verify-page-choose = Досье
verify-page-drop = Досье қалтасын немесе zip файлын осында сүйреп әкеліңіз
verify-page-folder = Қалтаны таңдау
verify-page-zip = Zip таңдау
verify-page-anchor = Зәкір, егер сізде бар болса
verify-page-anchor-hint = Бұл 64 әріп пен цифр: досье авторы бұрын бөлек жазып қойған немесе біреуге берген код. Онсыз досьенің қайдан шыққанын білу мүмкін емес.
verify-page-anchor-read = Зәкір қатесіз енгізілді.
verify-page-progress = Тексерілді: { $done } / { $total }
verify-page-stop = Тоқтату
verify-page-about = Досье туралы
verify-page-signature = Қолтаңба
verify-page-signature-is-checked = досьедегі кілтке сәйкес
verify-page-signature-is-forged = досьедегі кілтке сәйкес емес
verify-page-signature-is-unchecked = тексерілмеді
verify-page-signature-unchecked = Қолтаңба тексерілмеді: бұл браузер Ed25519 тексере алмайды. Бетті басқа браузерде ашыңыз немесе досьені бағдарламамен тексеріңіз: pana dossier verify.
verify-page-checked-at = Осы компьютердің сағаты бойынша тексерілді
verify-page-file-same = тізімге сәйкес
verify-page-file-altered = тізімге сәйкес емес
verify-page-file-missing = жоқ
verify-page-file-added = тізімде жоқ
verify-page-is-none = Тексеру аяқталмады
verify-page-none-means = Нәтиже жоқ: файлдар соңына дейін оқылмады. Досьені қайта таңдаңыз.
## Making a dossier
working-dossier = Жазылып жатыр
dossier-made = Досье мына жерде: { $path }.
dossier-made-episodes = Эпизодтар
dossier-made-files = Дәлел файлдары
dossier-made-pages = Арыз беттері
dossier-made-code = Код
dossier-made-copies = Орны мен құрылғысы көрсетілмейтін көшірме болып кірген файлдар: { $count }. Түпнұсқалары қоймада қалады.
dossier-made-damaged = Оқылмаған және жоқ деп көрсетілген файлдар: { $count }.
dossier-made-kept-back = Кірмеген файлдар: олар орынды білдіріп қоюы мүмкін, ал онсыз көшірме жасалмайды: { $count }. --original деп берсеңіз, сол күйінде кіреді.
dossier-made-replaced = Қаріпте жоқ таңбалар нөмірімен көрсетілді: { $count }.
dossier-made-parts = Бөліктердің саны (zip): { $count }. Тексеру үшін бәрі керек.
dossier-made-too-large = Кез келген бөліктен үлкен файлдар, тасымалдағышпен өзіңіз апарыңыз: { $count }
dossier-made-next = Кодты сақтаңыз немесе сақтайтын адамға беріңіз: бірдеңе өзгерген-өзгермегені кейін сол арқылы көрінеді. Алушы verify.html файлын ашады. Досье сол адамның өз қолына да түсуі мүмкін.
dossier-too-long = Бір арыз үшін бұл тым көп. Қысқарақ мерзімді немесе азырақ эпизодты таңдаңыз.
withhold-unknown-field = { $rule } деген өріс жоқ. Өрістер incidents.json ішіндегідей аталады: place, who, witnesses, words.
withhold-not-an-id = { $rule } ішінде қос нүктенің алдында жазба нөмірі жоқ.
statement-needs-language = Арыз қазақша немесе орысша жазылады: --statement kk, ru не both деп көрсетіңіз.
eotinish-needs-size = e-Otinish үшін --for eotinish --max-mb және файлдың ең үлкен көлемін мегабайтпен көрсетіңіз, басқа алушысыз.

## Form, preview and single files
iin-digits = Мұнда он екі цифр емес. Нөмір сіз тергендей сақталды.
iin-date = Ол туған күннен басталмайды. Нөмір сіз тергендей сақталды: куәлікпен салыстырыңыз.
iin-checksum = Бір цифры қате. Нөмір сіз тергендей сақталды: куәлікпен салыстырыңыз.
form-empty = Әзірге ештеңе толтырылмаған.
form-not-a-part = БӨЛІК=МӘТІН деп көрсетіңіз, бөлік: fear, sleep, moved, work, medical не cost.
form-not-a-request = Мыналарды сұрауға болады: register, assess, protect, records, decision.
share-original = Түпнұсқа мына жерде: { $path }, құрылғы жазғанның бәрімен бірге.
share-bare = Орны, уақыты мен құрылғысы көрсетілмейтін көшірме мына жерде: { $path }. Түпнұсқа сол күйінде қалады.
share-not-bare = Бұл файлдың орны мен құрылғысы көрсетілмейтін көшірмесін жасау мүмкін емес. --original деп берсеңіз, сол күйінде шығады.
field-box = Тіктөртбұрыш
field-cover = Тіктөртбұрыш
field-born = Туған күні
field-form = Форма

## Copies outside
copy-of-csv-incidents = Эпизодтар кестесі
copy-of-csv-acts = Қоңыраулар мен хабарламалар кестесі
copy-of-json = Бәрі JSON түрінде
copy-of-dossier = Досье және қасындағы қағаздар
copy-of-summary = Дағдарыс орталығына анықтама
copy-of-item = Файл
copy-of-backup = Сақтық көшірме
copy-of-import = Импорт: алынған файлдың өзі
copy-of-alert = Дабыл хабарламалары, осы телефонда және басқалардыкінде
copy-of-other = Басқа
copies-none = Сыртқа ештеңе шыққан жоқ.
copies-unseen = Көшірменің әлі бар-жоғы бұл жерден көрінбейді.
copies-gone = { $date } күні енді жоқ деп белгіледіңіз

## What a check of a dossier says
verify-is-altered = Өзгертілген
verify-is-consistent = Бүтін, шығу тегі тексерілмеген
verify-is-matches = Зәкірге сәйкес
verify-reason-not-a-zip = Бұл zip мұрағаты емес немесе ондағы файлдар тізімі оқылмайды.
verify-reason-name-unsafe = Бір файлдың атауы досьеде болмайтын атау. Мұрағатты ашып шығармаңыз.
verify-reason-name-twice = Аттары бірдей екі файл бар: { $name }.
verify-reason-file-missing = Файл жетіспейді: { $name }.
verify-reason-list-malformed = Файлдар тізімі (SHA256SUMS) Pana жазатын түрде емес.
verify-reason-file-added = Тізімде жоқ артық файл бар: { $name }.
verify-reason-signature-malformed = Қолтаңба (signature.txt) Pana жазатын түрде емес.
verify-reason-signature-forged = Қолтаңба осы досьенің кілтіне тиесілі емес.
verify-reason-list-altered = Файлдар тізімі (SHA256SUMS) қол қойылған тізім емес.
verify-reason-file-altered = Файл өзгертілген немесе бүлінген: { $name }.
verify-reason-proof-malformed = Дәлел (proof.json) Pana жазатын түрде емес.
verify-reason-incidents-malformed = Жазбалар тізімі (incidents.json) Pana жазатын түрде емес немесе басқа досьеден алынған.
verify-reason-record-altered = Дәлелдегі { $name }-жазба өзгертілген.
verify-reason-record-differs = incidents.json ішіндегі { $name }-жазба дәлелдегіден өзгеше немесе оның файлы басқа.
verify-reason-history-differs = Досье осы зәкір жасалған тарихқа сәйкес келмейді.
verify-altered-means = Ондағы бірдеңе досье жасалған кездегідей емес. Қалғаны бағаланған жоқ. Досьені қайта сұраңыз.
verify-consistent-means = Барлық файл — қол қойылған файлдар, ал жазбалар дәлелге сәйкес. Кімнің және қашан қол қойғаны бұдан білінбейді: бәрін қайта жасаған адам қайта қол қоя да алады.
verify-anchor-none = Зәкір көрсетілмеген. Бұрын берілген зәкір болса, көбірек нәрсені анықтауға болады.
verify-anchor-other = Зәкір басқа досьеге, басқа журналға немесе кейінгі уақытқа қатысты. Бұдан ештеңе шықпайды.
verify-matches-dossier = Досьедегінің бәрі ол жасалған кездегідей.
verify-matches-log = Зәкір жасалған кезде журналда дәл осы түрде болған жазбалар: { $records } жазбаның { $covered }. Қалғандары туралы зәкір ештеңе айтпайды.
verify-anchor-made = Зәкір жасалған уақыт
verify-dossier-made = Досьеде көрсетілген жасалу уақыты
verify-files = Файлдар
verify-records = Жазбалар
verify-proves-not = Ешбір тексеру жазылғанның шын екенін көрсетпейді.
dossier-not-found = Мұнда досье жоқ: оның қалтасын немесе zip файлдарын көрсетіңіз.


## Арызда көрсетілгендер
dossier-summary-timeless = Сипатталған эпизодтар: { $episodes }. Эпизодтардың уақыты көрсетілмеген. Қоса берілген файлдар: { $files }.
dossier-copy = Түсірілім туралы мәліметтері (орны, уақыты, құрылғысы) жоқ файл көшірмесі. Түпнұсқасы арыз берушіде сақтаулы.
dossier-covered = Кейбір бөліктері жабылған сурет. Қол тигізілмеген сурет арыз берушіде сақтаулы.
dossier-original-sum = Түпнұсқаның SHA-256 қосындысы: { $sum }
dossier-weeks-unknown = Бірнеше аптаға созылған, апталарға бөлінуі белгісіз әрекеттер көрсетілмеген: { $amount }.
dossier-bands-lasting = Созылған эпизод өзі тура келетін әр кезеңде аталған. Әрқайсысының уақыты белгісіз әрекеттер эпизод басталған кезеңде саналған.
dossier-of-suspect = қудалаушы туралы мәліметтер
dossier-of-refusal = { $date } байланыстан бас тарту
dossier-of-report = { $date } өтініш
dossier-of-measure = { $date } басталған шара
route-quiet-child = Балаға ештеңені өзгерту ұсынылмайды.
route-line-elsewhere = Бұл сызық аталған орындардан басқа жерде басталады немесе аяқталады. Файлды немесе орындарды тексеріңіз.
gpx-too-many-trips = Файлда тым көп сапар бар: оны бөліп енгізіңіз.
route-remind-trip = Қай сапар
route-remind-inside = Ашқаннан кейін

## Телефонда, app- жоқ сөйлем команданы не үстелдегі файлды атайтын жерде

app-share-not-bare = Бұл файлдың орны мен құрылғысы көрсетілмейтін көшірмесін жасау мүмкін емес. Ол тек сол күйінде ғана шығады.
app-locked = Құлыпталған. PIN-кодты енгізіңіз.
app-internal = Бағдарламада қате болды. Бұрын сақталғаны орнында. Оны қайта ашыңыз.
app-not-done = Бұл орындалмады. Қайталап көріңіз.
app-key-store-unavailable = Телефонның кілт қоймасы қазір қолжетімсіз. Телефон экранының құлпын ашып, қайталап көріңіз.
app-device-key-lost = Қойманың осы телефондағы кілті жоқ. Қалпына келтіру кодын енгізіп, жаңа PIN-код қойыңыз.
app-damaged-volume = Қойманың бір бөлігі бүлінген. Баптаулардан тексеруді іске қосыңыз.
app-damaged-write-ahead-log = Қойманың соңғы бөлігі бүлінген. Баптаулардан тексеруді іске қосыңыз.
app-damaged-media = Дәлел файлы бүлінген: оқылғаны салынғанынан өзгеше. Ештеңе жазылған жоқ. Баптаулардан тексеруді іске қосыңыз.
app-damaged-kit = PIN-кодсыз жұмыс істейтін бөлік бүлінген. PIN-кодты енгізіңіз: сонда ол қалпына келеді.
app-damaged-row = Журналдағы бір жазба бүлінген. Қалғаны оқылады. Баптаулардан тексеруді іске қосыңыз.
app-no-vault = Мұнда әлі ештеңе жоқ. Жаңадан бастаңыз немесе көшірмеден қалпына келтіріңіз.
app-not-found = Бұл мұнда енді жоқ. Артқа қайтып, тізімді қараңыз.
app-not-a-date = Күн мен уақытты таңдаңыз.
app-zone-needed = 2024 жылғы 1 наурызға дейін сағат өңірлерде әртүрлі болған. Қайда болғанын таңдаңыз.
app-date-without-offset = Сағат белдеуі көрсетілмеген. Сағаттың қайда болғанын таңдаңыз.
app-import-date-without-offset = Күннің сағат белдеуі жоқ. Оны бүкіл файл үшін таңдаңыз.
app-unknown-kind = Тізімдегі түрлердің бірін таңдаңыз.
app-unknown-choice = Тізімдегі біреуін таңдаңыз.
app-is-lifted = Бұл оқиға – топтамадан бөлінген әрекет, сөздері топтамада да тұр. Алдымен оны топтамаға қайтарыңыз.
app-acts-lifted = Бұл импорттың кейбір әрекеттері бөлек оқиға болған. Алдымен оларды топтамаға қайтарыңыз.
app-not-of-this-kind = Бұл түрде мұндай өріс жоқ. Бұрынғы түрдің өрістерін босатыңыз.
app-not-a-person = Бұл адам мұнда енді жоқ. Тізімнен таңдаңыз.
app-not-an-order = Бұл шара мұнда енді жоқ. Тізімнен таңдаңыз.
app-breach-confirmed = Оқиғада оның осы шараны бұзғаны айтылған. Алдымен мұны оқиғаның өзінен алып тастаңыз.
app-under-18-with-files = Мұнда файл тіркелген. Алдымен оларды осы оқиғамен бірге өшіріңіз, содан кейін тек сілтеме мен күнін жазыңыз.
app-date-order-unknown = Бұл чаттың күндерінен қай сан күн екені көрінбейді. Есіңізде қалған бір хабарламаны қарап, таңдаңыз.
app-offset-needed = Бұл чаттағы уақыттың сағат белдеуі жоқ. Телефонның қайда болғанын таңдаңыз.
app-owner-needed = Файлда авторлардың қайсысы сіз екеніңіз айтылмаған. Тізімнен өзіңізді таңдаңыз.
app-owner-not-in-chat = Бұл чатта мұндай атпен бір ғана автор жоқ. Тізімнен өзіңізді таңдаңыз немесе өзіңіз жазбағаныңызды көрсетіңіз.
app-nobody-chosen = Таңдалғандардың ешқайсысы бұл чатта жазбаған. Дұрыс чат па? Тізімді қараңыз.
app-columns-unsure = Бұл кестенің тақырыптары анық белгілі емес. Тізімді қарап, әрқайсысының не екенін көрсетіңіз.
app-notice-head-altered = Біреу қойма тақырыбын өзгерткен. Сенімді құрылғыда қалпына келтіру кодын енгізіп, кілттерді ауыстырыңыз.
app-backup-no-own-key = Өз кілтіңіз әлі жоқ. Қалпына келтіру кодымен бір рет PIN-код қойыңыз немесе басқа кілт атаңыз.
app-backup-for-nobody = Көшірмені кім аша алатынын таңдаңыз.
app-no-such-contact = Мұндай контакт жоқ. Тізімнен таңдаңыз.
app-contact-none = Контактілер жоқ: дабыл ешкімге бармайды. Контакт қосыңыз.
app-none-made = Алдымен зәкір жасаңыз.
app-route-no-route = Бұл екі орынның арасында бекітілген бағыт жоқ. Алдымен қосыңыз.
app-breach-confirm = Бұл – ұсыныс қана. Бұзу ма, жоқ па, айтыңыз.
app-not-a-recipient = Бұл age кілті емес немесе бір таңбасы қате. Кілт age1 деп басталады.
app-backup-restored-note = Көшірмедегінің бәрі оқылғанда салыстырылды. Осы көшірмеге дейін жасалған зәкірлер сай келеді, кейін жасалғандары сай келмейді. Екінші PIN-код әлі жоқ.
app-copy-none = әлі жоқ
app-withdrawn = Жасырылды. Кез келген уақытта қайтаруға болады.
app-erase-asked-for = Өшіріледі: { $date }. Оған дейін тоқтатуға болады. Бұрын жасалған көшірмелерде қалуы мүмкін.
app-breach-proposed-again = Оқиға қайтадан ұсынылғандардың қатарында.
app-no-such-route = Мұндай бағыт жоқ. Тізімнен таңдаңыз.
app-no-such-route-place = Мұндай орын жоқ. Тізімнен таңдаңыз.
app-trace-no-times = Бұл – «{ $route }» бағыты, бірақ файлда уақыт жоқ: сапарды қолмен жазыңыз.
app-trace-unsure = «{ $one }» немесе «{ $other }»: қайсысы екенін таңдаңыз.
app-trace-new = Бұл жол бекітілген бағыттардың ешқайсысына келмейді, ұзындығы { $metres } м. Дұрыс бағыт болса, бекітіңіз. Із сақталған жоқ.
app-backup-of-damaged = Журналда { $count } жер бүлінген, көшірмеде де сол күйінде. Баптаулардан тексеруді іске қосыңыз.

## Papers beside a dossier
for-you-title = Тек сіз үшін
for-you-alone = Бұл парақ тек сізге арналған. Ол досьеге кірмейді. Оны ешкімге бермеңіз және бөтен адам таба алатын жерде қалдырмаңыз.
for-you-elements = 115-1-бап тармақ-тармағымен
for-you-elements-note = Бап атаған әр белгі туралы қай эпизодтарда айтылғаны. Бұл – сіз жазған деректер, құқықтық баға емес: оны полиция мен сот береді.
for-you-element = Бап нені атайды
for-you-episodes = Эпизодтар
for-you-nothing-yet = әзірге ештеңе жоқ
for-you-overall = және жалпы зиян туралы жазғаныңыз
for-you-many = { $numbers } … (барлығы: { $count })
for-you-questions = Тергеуші тағы нені сұрайды
for-you-questions-note = Осыны әлі табуға болса, толықтырыңыз. Білмесеңіз, «білмеймін» деп айтуға болады.
for-you-question = Не жетіспейді
for-you-questions-none = Ашық сұрақ табылмады.
for-you-reads = Ол адам мұны оқыса, нені біледі
for-you-reads-note = Істің материалдары күдіктіге жетуі мүмкін. Мына мәліметтер досьеде бар немесе одан жасырылған:
for-you-what = Мәлімет
for-you-shown = Досьеде
for-you-code = Осы досьенің коды
for-you-code-note = Кодты сақтап қойыңыз немесе сенетін адамыңызға беріңіз, бірақ досьенің ішіне салмаңыз. Кейін verify.html бетіне немесе «pana dossier verify --anchor» пәрменіне осы код енгізілсе, досьеде бірдеңе өзгертілген-өзгертілмегені көрінеді.
for-you-code-alt = Досье кодының QR-суреті
for-you-code-caption = Сол код, телефон камерасына арналған.
preview-name = Сіздің атыңыз
preview-born = Туған күніңіз
preview-iin = ЖСН-іңіз
preview-contact = Мекенжайыңыз бен телефоныңыз
preview-representative = Өкіліңіз
preview-episodes = Эпизодтар
preview-places = Аталған орындар
preview-timed-places = Қай жерде, қай сағатта болғаныңыз көрінетін эпизодтар
preview-positions = Картадағы нүктелер
preview-witnesses = Куәлар және оларға хабарласу жолы
preview-files = Файлдар
preview-file-names = Файл атаулары
preview-originals = Олардың ішінде орынды, уақытты немесе құрылғыны білдіріп қоюы мүмкін түпнұсқалар
preview-withheld = Жасырылғаны
preview-withheld-whole = тұтас жасырылған жазбалар мен файлдар: { $count }
preview-withheld-in-part = ішінара жасырылған жазбалар мен файлдар: { $count }
preview-none = жоқ
preview-own-words = Сіз жазған мәтіндер тексерілмейді: оларда аталған орындар мен адамдар солай қалады. Файлдардың мазмұны да тексерілмейді.
applicant-title = Арыз беруші туралы мәліметтер
applicant-note = Бұл парақ істің қалған материалдарынан бөлек беріледі.
applicant-name = Аты-жөні
applicant-address = Тұратын мекенжайы
applicant-school = Оқу орны
applicant-phone = Телефон

## Дағдарыс орталығына арналған бет
summary-title = Дағдарыс орталығына арналған қысқаша анықтама
summary-note = Мұнда бәрін қайта айтып бермес үшін бөліскім келгені ғана жазылған. Басқаға бермес бұрын менен сұраңыз.
summary-who = Мұны кім істейді
summary-when = Қашан
summary-span = { $first } – { $last }, эпизодтар саны: { $episodes }
summary-what = Не болды
summary-danger = Қауіп белгілері
summary-refusal = { $when }; одан кейінгі эпизодтар саны: { $after }
summary-reports = Полицияға өтініштер
summary-wants = Не сұраймын
summary-latest = Соңғы оқиғалар
summary-nothing = Журналдан ештеңе көрсетілмеген.
summary-origin = Оқиғалар барысында жүргізілген журнал бойынша жасалды. Толығырағы мен дәлелдерін көрсетуге болады.
danger-weapon = қарумен қорқыту
danger-assault = шабуыл
danger-abduction = некеге мәжбүрлеу немесе ұрлап кету
danger-child = балаға жақындау
danger-home-entry = үйге келу не ішіне кіру
summary-made = Бет мына жерде: { $path }. Оны өз қолыңызбен беріңіз: кімде болса, сол оқи алады.
