# Слова по-русски. Те же ключи и переменные стоят в kk.ftl и en.ftl; это сверяет тест.
# Короткие предложения, глагол впереди, без упрёков. Ошибка говорит, что делать. Ничего не обещаем сверх того, что программа знает.

## Виды случаев

kind-call = Звонки
kind-msg = Сообщения
kind-social = Соцсети
kind-gift = Нежеланные подарки
kind-follow = Слежка
kind-loiter = Подкарауливание
kind-visit = Приход без приглашения
kind-damage = Порча имущества
kind-threat = Угрозы
kind-third = Через третьих лиц
kind-track = Трекер, шпионское ПО
kind-hack = Взлом
kind-image = Фото и видео без согласия
kind-dox = Разглашение личных данных
kind-fake = Выдача себя за вас
kind-bully = Кибербуллинг, унижения
kind-child = Контакт с детьми
kind-marry = Принуждение к браку, похищение
kind-pressure = Психологическое давление
kind-assault = Нападение
kind-breach = Нарушение предписания
kind-other = Другое

## Виды мест

place-home = Дом
place-work = Работа
place-study = Место учёбы
place-street = Улица
place-venue = Кафе, магазин, заведение
place-transport = Транспорт
place-online = Интернет
place-other = Другое место

## Поля случая

field-id = Номер
field-episode = №
field-incident = Случай
field-kind = Вид
field-at = Когда
field-time-words = Когда, вашими словами
field-until = До
field-what = Что произошло
field-words = Сказанные слова
field-place = Где
field-position = На карте
field-who = Кто
field-numbers = Номера
field-person = Человек
field-people = Кто за этим стоит
field-description = Описание
field-relation = Кем вам приходится
field-identity = Номера, аккаунты, машины
field-since = С какого времени
field-sure = Уверенность, что это он
field-reason = Почему вы так думаете
field-breach-reason = Почему это не нарушение
field-seen = Откуда вы знаете
field-answered = Вы ответили
field-own = Другие подробности
field-harm = Вред
field-breach = Нарушенная мера
field-lacking = Чего ещё нет
field-after-refusal = После отказа
field-refusal = Отказ
field-channel = Каким путём
field-report = Обращение в полицию
field-way = Как вы обратились
field-talon = Талон
field-kui = КУИ
field-erdr = ЕРДР
field-answer = Ответ
field-measure = Мера
field-from = Начало
field-to = Конец
field-sort = Сорт записи
after-refusal = после отказа
breaks-order = нарушение предписания
person-hidden = скрыто
field-witnesses = Свидетели
field-count = Сколько раз
field-acts = Звонки и сообщения
field-evidence = Доказательства
field-name = Имя файла
field-written = Записано
field-amended = Изменено
field-withdrawn = Скрыто с
field-erase-due = Будет стёрто
field-minor = Стереть сразу
field-after = Метка страницы
field-offset = Смещение от UTC
field-rows = Строки
field-columns = Столбцы
field-act = Запись
field-import = Импорт
witness-testifies = даст показания
witness-declines = не даст показаний
about = примерно { $value }
day-only = { $date }, известен только день
month-only = { $month }, известен только месяц
year-only = { $year }, известен только год
part-night = ночь
part-morning = утро
part-afternoon = день
part-evening = вечер
written-late = записано позже
yes = да
no = нет
precision-exact = точно
precision-about = около
precision-part = часть дня
precision-day = день
precision-month = месяц
precision-year = год
sure-sure = точно
sure-likely = вероятно
sure-unsure = не точно
saw-myself = это было при мне
was-told = мне рассказали
acts = { $count ->
    [one] { $count } раз
    [few] { $count } раза
    [many] { $count } раз
   *[other] { $count } раза
}

## Свои поля видов

own-channel = Через что
own-sender_id = Имя или номер отправителя
own-url = Ссылка
own-account = Аккаунт
own-carrier = Кто доставил
own-plate = Номер машины
own-clothing = Одежда
own-cctv_owner = Чья камера наблюдения
own-access = Как вошёл
own-item = Что испорчено
own-cost = Стоимость с валютой
own-weapon = Оружие
own-whom = Через кого
own-message = Что передал
own-device = Устройство
own-serial = Серийный номер
own-under_18 = На снимке человек младше 18 лет (yes или no)
own-data_type = Какие данные
own-platform = На какой площадке
own-child = Ребёнок
own-school = Школа, детский сад
own-form = Какое давление
own-injury = Травмы
own-order_number = Номер предписания
harm-fear = Страх
harm-sleep = Сон
harm-moved = Переезд, куда больше не ходите
harm-work = Работа, учёба
harm-medical = Врач, психолог
harm-cost = Расходы

## Что не ждёт

urgent-call = Если опасность сейчас рядом, звоните: { $numbers }
urgent-weapon = Угроза оружием – опасный знак.
urgent-assault = Нападение – опасный знак. Покажите травмы врачу: он их запишет.
urgent-abduction = О принуждении к браку и угрозе похищения говорите сразу.
urgent-child = Подход к ребёнку – опасный знак. Скажите школе, кто может его забирать.
urgent-home-entry = Проникновение в дом – опасный знак. Подумайте о смене замка.

## Чего не хватает

lacks-confirmed = ваше подтверждение
lacks-exact-time = точное время
lacks-place = место
lacks-what = что произошло
lacks-evidence = доказательство
lacks-witness = свидетель: кто мог это видеть
lacks-witness-asked = даст ли свидетель показания
lacks-witness-contact = как связаться со свидетелем
lacks-harm = какой вред это вам причинило
lacks-identity = кто это был
lacks-identity-reason = почему вы думаете, что это он
lacks-saw-or-told = видели сами или вам рассказали
lacks-told-by = кто рассказал
lacks-answered = ответили ли вы
lacks-words = что он сказал дословно
lacks-screenshot-id = имя или номер отправителя на снимке экрана
lacks-url = ссылка или аккаунт
lacks-cctv-owner = чья камера наблюдения рядом
lacks-cost = стоимость
lacks-medical = справка врача
lacks-order = какое предписание нарушено

## Люди

entry-person = Человек
entry-refusal = Отказ
entry-report = Обращение в полицию
entry-measure = Мера
entry-dismissal = Не нарушение
identity-number = Номер
identity-account = Аккаунт
identity-vehicle = Машина
identity-address = Адрес
identity-other = Другое
relation-spouse = Супруг или супруга
relation-ex-spouse = Бывший супруг или бывшая супруга
relation-partner = Партнёр или партнёрша
relation-ex-partner = Бывший партнёр или бывшая партнёрша
relation-relative = Родственник или родственница
relation-acquaintance = Знакомый человек
relation-colleague = Коллега
relation-neighbour = Сосед или соседка
relation-classmate = Товарищ по учёбе
relation-stranger = Незнакомый человек
relation-other = Другое
relation-unknown = Неизвестно
relation-common-child = общий ребёнок
relation-lives-with-me = живёт со мной

## Отказ

channel-spoken = Лично
channel-call = Звонок
channel-msg = Сообщение
channel-social = Соцсеть
channel-letter = Письмо
channel-through-someone = Через кого-то
channel-other = Иначе
refusal-words-short = Прошу вас больше не выходить со мной на связь.
refusal-words-long = Я не хочу с вами общаться. Не звоните и не пишите мне и моим близким, не приходите к нам. Это мой окончательный ответ.
refusal-advice = Скажите один раз и только если это не опасно. Потом не отвечайте. Запишите время и путь, сохраните снимок экрана.

## Полиция

way-102 = Звонок 102
way-station = В отделе полиции
way-e-otinish = е-Өтініш
way-other = Иначе
measure-fine = Штраф
measure-arrest = Арест
measure-protective-order = Защитное предписание
measure-special-requirements = Особые требования
measure-register = Профилактический учёт
measure-no-approach = Запрет на приближение
measure-other = Другая мера
breach-confirm = Это только предложение. Если это нарушение, подтвердите: pana order confirm СЛУЧАЙ МЕРА. Если нет: pana order dismiss СЛУЧАЙ МЕРА --reason ТЕКСТ
breach-proposed-again = Случай снова среди предложенных: pana order breaches.
talon-without-digits = В номере талона нет цифр. Записано как есть; сверьте с бумагой.
talon-odd-sign = В номере талона необычный знак. Записано как есть; сверьте с бумагой.
talon-too-long = Номер талона длиннее обычного. Записано как есть; сверьте с бумагой.
erdr-length = В номере ЕРДР обычно 15 цифр. Записано как есть; сверьте с бумагой.
kui-without-digits = В номере КУИ нет цифр. Записано как есть; сверьте с бумагой.
order-without-person = Не сказано, против кого: нарушения этой меры предлагаться не будут.
reminder-order-ends = заканчивается срок предписания
reminder-arrest-ends = заканчивается срок ареста
reminder-talon-missing = талон не выдан: спросите номер
reminder-no-answer = ответа нет: спросите по номеру
reminder-cctv = запись камеры могут стереть: попросите сохранить её как можно скорее
bring = Что взять с собой
bring-about = Этот список – наш собственный совет.
bring-document = Удостоверение личности.
bring-statement = Заявление из досье, распечатанное и подписанное; или расскажите там всё, что в нём есть.
bring-dossier = Досье файлом, а его код – записанным отдельно.
bring-originals = Телефон или диск, где лежат исходные файлы. Не удаляйте их.
bring-witnesses = Имена и телефоны свидетелей, согласных говорить.
bring-earlier = Номера прежних обращений, предписаний и мер.
bring-someone = Того, кому вы доверяете, если не хотите идти в одиночку.

## PIN и код

ask-pin = PIN-код:
ask-pin-again = Тот же PIN-код ещё раз:
ask-pin-new = Новый PIN-код:
ask-pin-second = Второй PIN-код:
ask-pin-confirm = Чтобы стереть, введите PIN-код ещё раз:
ask-code = Код восстановления (7 групп по 5 знаков):
wrong-secret = Этот PIN-код или код восстановления не открывает хранилище.
too-many-tries = Слишком много неверных попыток. Сейчас ничего не проверялось. Код восстановления действует в любое время.
wait-seconds = { $count ->
    [one] Попробуйте снова через { $count } секунду.
    [few] Попробуйте снова через { $count } секунды.
    [many] Попробуйте снова через { $count } секунд.
   *[other] Попробуйте снова через { $count } секунды.
}
wait-minutes = { $count ->
    [one] Попробуйте снова через { $count } минуту.
    [few] Попробуйте снова через { $count } минуты.
    [many] Попробуйте снова через { $count } минут.
   *[other] Попробуйте снова через { $count } минуты.
}
pin-empty = PIN-код пуст. Введите не меньше четырёх знаков.
pin-too-long = PIN-код слишком длинный. Выберите короче.
pin-too-simple = Выберите другой PIN-код: не меньше четырёх знаков, не один и тот же знак, не ряд вроде 1234.
pins-differ = Введённые PIN-коды различаются. Ничего не изменено. Начните заново.
code-typo = Проверьте группу { $group } кода восстановления: в ней опечатка.
code-length = В коде восстановления 7 групп по 5 знаков. Проверьте, все ли на месте.
no-pin = Введите PIN-код: запустите команду в терминале или задайте { $variable }.
not-unicode = В { $variable } недопустимый текст. Задайте значение заново.
recovery-code = Код восстановления
recovery-code-advice = Запишите его на бумагу сейчас: он показывается только один раз. Не фотографируйте его и не храните в телефоне. Держите бумагу там, куда заглядываете только вы. Он откроет хранилище, если вы забудете PIN-код или потеряете ключ этого устройства.
recovery-code-void = Старый код восстановления больше не действует. Уничтожьте старую бумагу.
second-pin-note = Второй PIN-код может успокоить того, кто смотрит через плечо. Он не скрывает приложение, и специалист может найти следы.

## Что не получилось

not-done = Это сделать не удалось. Проверьте команду и попробуйте снова.
device-key-lost = Нет ключа этого устройства для хранилища. Задайте новый PIN-код по коду восстановления: pana recover.
damaged-head = Обе копии заголовка хранилища повреждены. Дело не в PIN-коде. Оставьте папку как есть и возьмите свою копию.
damaged-slot = Ячейка с ключом повреждена. Дело не в PIN-коде. Попробуйте код восстановления.
damaged-volume = Часть хранилища повреждена. Оставьте папку как есть и выполните: pana check.
damaged-write-ahead-log = Последняя часть хранилища повреждена. Оставьте папку как есть и выполните: pana check.
damaged-media = Файл доказательства повреждён: прочитано не то, что было вложено. Ничего не записано. Выполните: pana check.
damaged-kit = Часть, которая работает до ввода PIN-кода, повреждена. Оставьте папку как есть и выполните: pana check.
damaged-row = Одна запись журнала повреждена. Остальные читаются. Выполните: pana check.
unknown-version = Это записала более новая версия приложения ({ $found }). Обновите его и попробуйте снова.
in-use = Хранилище открыто в другой программе. Закройте его там и попробуйте снова.
no-vault = В этой папке нет хранилища. Проверьте --vault или создайте новое: pana init.
vault-exists = В этой папке уже есть хранилище. Ничего не изменено. Выберите другую папку.
no-vault-named = Укажите папку хранилища: --vault ПАПКА или PANA_VAULT.
disk-full = На диске нет места. Сохранённое раньше на месте. Освободите место и попробуйте снова.
disk-read-only = В эту папку нельзя писать. Проверьте права и попробуйте снова.
disk-failed = Диск не принял или не отдал данные. Подтверждённое раньше на месте. Проверьте диск и попробуйте снова.
clock-unreadable = Не удалось прочитать часы устройства. Проверьте систему и попробуйте снова.
not-found = Под этим номером ничего нет. Найдите его: pana incident list, pana evidence list.
usage = Команду не удалось разобрать. Смотрите: pana --help.
needs-own-run = Запустите эту команду отдельно, не в пакете.
stdin-in-batch = В пакете нельзя читать это из стандартного ввода. Впишите текст в строку.
quotes-open = Кавычка не закрыта.
line-not-text = В этой строке недопустимый текст (нужен UTF-8).
line-too-long = Эта строка слишком длинная.

## Файлы

file-not-found = Такого файла нет. Проверьте путь.
file-exists = Файл с таким именем уже есть. Он оставлен как был. Выберите другое имя.
file-unreadable = Файл не удалось прочитать. Проверьте права и попробуйте снова.
file-unwritable = Файл не удалось записать. Проверьте папку и попробуйте снова.
file-is-folder = Это папка. Укажите файл.
folder-not-empty = Эта папка не пуста. Выберите новую.
text-not-utf8 = Текст не в UTF-8. Сохраните его в UTF-8 и попробуйте снова.
key-file-in-vault = Файл с ключом устройства лежит в папке хранилища. Держите его отдельно: иначе у того, кто скопирует папку, будет и то и другое.
key-file-open = Файл с ключом устройства могут прочитать другие. Закройте им доступ: chmod 600 { $path }
key-file-link = Файл с ключом устройства — ссылка. Укажите сам файл.
key-file-damaged = Файл с ключом устройства не читается: повреждена строка { $line }. Верните копию файла или задайте новый PIN-код с другим файлом: pana recover --device-key НОВЫЙ.
key-file-unavailable = Файл с ключом устройства сейчас недоступен. Проверьте его папку и попробуйте снова.
no-config-folder = Папка настроек не найдена. Укажите файл с ключом: --device-key ПУТЬ.

## Чего не принимает поле

invalid = { $field }: { $reason }
date-without-offset = Добавьте смещение от UTC, как +05:00 в 2026-02-01T21:30+05:00, или скажите, где были часы: --zone west, kyzylorda, rest.
zone-needed = До 1 марта 2024 года время в областях различалось. Скажите, где это было: --zone west, kyzylorda или rest.
zone-unknown-then = Для времени до 2005 года добавьте смещение сами, как в 2004-02-01T21:30+06:00.
time-came-twice = В ту ночь часы перевели назад, и это время было дважды: сначала +06:00, потом +05:00. Добавьте нужное.
not-a-date = Напишите дату и время так: 2026-02-01T21:30+05:00. Если точно не знаете: 2026-02-01/evening, 2026-02-01, 2026-02 или 2026.
not-an-offset = Напишите смещение от UTC так: +05:00.
date-out-of-range = Проверьте год: он должен быть между 1900 и 2200.
end-before-start = Конец раньше начала. Проверьте оба времени.
in-the-future = Это время ещё не наступило. Проверьте дату.
too-long = Текст слишком длинный. Сохраните длинную часть в файл и приложите как доказательство.
too-many = Их слишком много. Запишите остальное вторым случаем.
empty = Впишите что-нибудь.
nul = В тексте есть нулевой байт. Уберите его.
unknown = Приложение такого не знает. Проверьте.
not-yes-or-no = Напишите yes или no.
not-a-number = Напишите число: 40 или about:40.
unknown-kind = Выберите известный вид. Виды случаев: pana incident kinds. Виды мест: home, work, study, street, venue, transport, online, other.
zero = Число должно быть не меньше 1.
not-an-image = Сразу можно стереть только случай вида «image».
import-undone = Этот импорт отменён. Чтобы вернуть его записи, импортируйте файл снова; скрытое можно только стереть.
is-lifted = Этот случай – отдельная запись серии, и его слова стоят там тоже. Сначала верните её: pana series unlift.
already-lifted = Эта запись уже стала отдельным случаем.
not-lifted = Эта запись стоит в своей серии. Возвращать нечего.
only-act = Это единственная запись серии. Пользуйтесь самой серией как случаем.
acts-lifted = Некоторые записи этого импорта стали отдельными случаями. Сначала верните их: pana series unlift.
not-a-series = За этим случаем нет отдельных записей.
not-of-a-series = Серия бывает из звонков или сообщений: call или msg.
not-typed = Эта серия импортирована. Строки добавляются только в серию, записанную вручную.
known-already = Все эти записи уже есть в журнале.
not-a-direction = Напишите направление: incoming, outgoing, missed, rejected, blocked или voicemail.
not-seconds = Напишите длительность целыми секундами, например 65.
not-a-column = Напишите столбцы так: when=Дата,number=Номер Б.
not-on-earth = Такого места нет: широта от -90 до 90, долгота от -180 до 180.
not-a-position = Напишите место так: 43.238949,76.889709 или с погрешностью в метрах: 43.238949,76.889709,20.
not-of-this-kind = У этого вида нет такого поля. Смотрите: pana incident kinds. Меняя вид, очистите прежние поля: --own ПОЛЕ=.
not-a-pair = Напишите так: ИМЯ=текст.
unknown-harm = Выберите: fear, sleep, moved, work, medical или cost.
not-saw-or-told = Напишите: myself, told или told:КТО.
not-a-certainty = Напишите: sure, likely или unsure; можно с причиной: likely:ПРИЧИНА.
unknown-choice = Выберите из списка: --help.
not-a-person = Под этим номером нет человека. Смотрите: pana person list.
not-an-order = Под этим номером нет меры. Смотрите: pana order list.
breach-confirmed = В случае сказано, что он нарушает эту меру. Чтобы взять это назад: pana incident amend СЛУЧАЙ --breach "".
other-sort = Это запись другого сорта.
not-a-partial-date = Напишите дату так: 2022, 2022-12 или 2022-12-05.
under-18 = Снимок человека младше 18 лет хранить нельзя: запишите только ссылку и дату и сообщите по 111 или 102.
under-18-with-files = Здесь есть файлы. Сначала сотрите: pana incident erase НОМЕР --minor, потом запишите только ссылку и дату.

## Чего не принимает импорт

not-an-export = Этот файл нельзя импортировать. Возьмите XML от «SMS Backup & Restore», экспорт чата WhatsApp, result.json из Telegram или таблицу (CSV, XLSX) с датой и номером.
empty-file = Файл пуст. Экспортируйте его заново.
too-many-numbers = В этом файле слишком много номеров. Экспортируйте более короткий срок.
too-many-rows = В этом файле слишком много строк. Экспортируйте более короткий срок.
offset-out-of-range = Проверьте смещение от UTC: оно должно быть между -18:00 и +18:00.
file-cut = Файл обрывается. То, что было до обрыва, прочитано. Экспортируйте его заново.
row-malformed = Эту строку не удалось прочитать.
row-too-long = Эта строка слишком длинная.
row-unknown-entity = Знак в этой строке не удалось прочитать.
row-of-other-kind = Эта строка — не звонок и не сообщение.
date-missing = В этой строке нет даты.
date-unreadable = Дату в этой строке не удалось прочитать.
date-implausible = Дата в этой строке не может быть верной.
number-too-long = Номер в этой строке слишком длинный.
group-too-large = Это сообщение ушло на слишком много номеров.
text-too-long = Текст в этой строке слишком длинный.
date-order-unknown = По датам этого чата не видно, какое число – день. Найдите сообщение, которое помните, и укажите: --date-order dmy, mdy или ymd.
offset-needed = У времени в этом чате нет смещения от UTC. Укажите его: --offset +05:00 или регион, чьё время он показывал: --offset west, kyzylorda или rest.
owner-needed = Файл не говорит, кто из авторов вы. Укажите, как в списке: --me ИМЯ.
owner-not-in-chat = В этом чате нет одного автора с таким именем. Возьмите имя из списка или укажите --me "", если вы в нём не писали.
nobody-chosen = Никто из выбранных не писал в этом чате. Тот ли это чат? Посмотрите список: pana import FILE --list.
columns-unsure = Заголовки этой таблицы известны не наверняка. Посмотрите список, затем укажите --columns guessed или назовите их: --columns when=…,number=….
json-too-deep = В этом файле больше вложенности, чем в любом экспорте. Он не прочитан.
zip-encrypted = Этот zip с паролем. Распакуйте его на своём устройстве и импортируйте файл из него.
zip-method = Этот zip упакован способом, который здесь не читается. Распакуйте его и импортируйте файл из него.
zip-damaged = Этот zip повреждён. Экспортируйте его снова.
archive-expands = Из этого файла выходит намного больше, чем бывает в экспорте. Дальше он не прочитан.
several-exports = В этом zip несколько экспортов. Распакуйте его и импортируйте их по одному.
medium-missing = Файла этого сообщения нет. Само сообщение записано.
medium-damaged = Файл этого сообщения не читается. Само сообщение записано.

## Что нашла проверка

page-damaged = Страница журнала повреждена.
structure-damaged = Порядок журнала повреждён.
evidence-changed = Доказательство не такое, каким его вложили.
evidence-missing = Нет файла доказательства.
evidence-damaged = Файл доказательства повреждён.
file-without-record = К этому файлу в журнале ничего не относится.
key-lost = Ключ этого доказательства потерян: содержимое прочитать нельзя. Журнал помнит, когда оно поступило и какой у него хеш.
unreadable = Эту запись не удалось прочитать.
differs = Эта запись расходится со своей историей.
missing = Эта запись есть в истории, но не в журнале.
not-erased = Эту запись стёрли, но часть её ещё здесь.
history-altered = Эту запись истории изменили.
history-emptied = Текста этой записи истории нет, хотя его никто не стирал.
history-missing = Не хватает записей истории.
history-rewritten = Перед этим якорем стоит не то, что стояло, когда его сделали.
history-uncounted = Записи истории имеют номера, которые были бы выданы снова: счётчик отведён назад.
clock-back = Эта запись старше предыдущей.

## Что замечено при открытии

notice-head-repaired = Одна копия заголовка хранилища была повреждена. Она восстановлена по другой.
notice-header-repaired = Заголовок внутри хранилища был повреждён. Он восстановлен по своей копии.
notice-last-save-may-be-missing = Программа прервалась во время сохранения. Проверьте последнюю запись: её может не быть.
notice-damage-set-aside = Часть сохранённых данных была повреждена. Сохранённое до неё здесь, повреждённые байты отложены. Проверьте последние записи.
notice-opened-with-second-pin = Открыто вторым PIN-кодом: { $at }.
notice-more-openings = { $count ->
    [one] И ещё { $count } открытие.
    [few] И ещё { $count } открытия.
    [many] И ещё { $count } открытий.
   *[other] И ещё { $count } открытия.
}
notice-damaged-openings = { $count ->
    [one] Повреждена { $count } запись об открытии.
    [few] Повреждены { $count } записи об открытии.
    [many] Повреждено { $count } записей об открытии.
   *[other] Повреждено { $count } записи об открытии.
}
notice-opening-not-recorded = Это открытие не удалось записать. Проверьте диск.
notice-kit-repaired = Часть, которая работает до ввода PIN-кода, была повреждена. Она создана заново по контактам из журнала. Проверьте, идёт ли тревога или отметка в пути.
notice-rekey-finished = Прерванная смена ключей теперь завершена.
notice-head-altered = Кто-то изменил заголовок хранилища. Введите код восстановления на устройстве, которому доверяете, и смените ключи: pana pin change --rekey.

## Что сделано

made-vault = Хранилище создано: { $path }
written-down = Записано: { $id }
amended = Изменено: { $id }. Прежний текст остаётся в истории.
withdrawn = Скрыто: { $id }. Вернуть можно в любое время: pana incident restore { $id }
entry-withdrawn = Скрыто: { $id }. Вернуть можно в любое время.
restored = Снова в журнале: { $id }
erase-asked-for = { $id } будет стёрто: { $date }. До тех пор это можно отменить: pana incident erase-cancel { $id }. В копиях, сделанных раньше, оно может остаться.
erased = Стёрто: { $id }. В копиях, сделанных раньше, оно может остаться.
erase-cancelled = { $id } остаётся и стёрто не будет.
evidence-added = Сохранено без изменений: { $name }, { $bytes } Б
evidence-taken-out = Извлечено и сверено: { $path }
evidence-covered = Готово: { $name }. Нетронутое изображение остаётся как есть. В досье вместо него войдёт закрытое.
evidence-covered-from = части закрыты, сделано из { $id }
not-a-picture = Закрыть части можно только на изображении JPEG или PNG до 12 МБ.
cover-none = Укажите, какие части изображения закрыть.
cover-too-many = Закройте не больше 100 частей изображения.
cover-outside = Один из прямоугольников лежит вне изображения. Считайте пиксели от левого верхнего угла.
not-a-box = Запишите прямоугольник четырьмя числами: слева, сверху, ширина, высота.
evidence-copy-note = Эта копия лежит вне хранилища. Удалите её, когда она станет не нужна.
pin-changed = PIN-код изменён. Старый больше не открывает хранилище.
pin-set = Новый PIN-код задан.
second-pin-set = Второй PIN-код задан.
second-pin-removed = Второй PIN-код и всё, что за ним было, удалены.
nothing-here = Здесь пока ничего нет.
nothing-found = Ничего не найдено.
no-incident-found = Таких случаев не найдено.
next-page = Дальше: --after { $cursor }
status-incidents = Случаи
status-acts = Отдельные действия
status-evidence = Файлы доказательств
device-key-note = Ключ устройства здесь — файл: это слабее ключа в телефоне, который нельзя скопировать. Кто скопирует этот файл и хранилище, сможет подбирать PIN-код в другом месте.
check-ok = Всё прочитано. Повреждений не найдено.
check-damaged = { $count ->
    [one] Повреждено { $count } место. Остальным можно пользоваться.
    [few] Повреждено { $count } места. Остальным можно пользоваться.
    [many] Повреждено { $count } мест. Остальным можно пользоваться.
   *[other] Повреждено { $count } места. Остальным можно пользоваться.
}
check-set-aside = отложено
import-withheld = (номер скрыт)
import-choose = Ничего не сохранено. Выберите: --only НОМЕР,НОМЕР или --all.
import-rows = Строк в файле
import-added = Новых в журнале
import-known = Уже были
import-skipped = Другие номера, не сохранены
lifted = Теперь отдельный случай: { $id }
unlifted = Снова в своей серии: { $id }
import-own = (вы)
import-columns = Столбцы таблицы:
import-media = Файлы сохранены как доказательства
import-undo = Отменить всё целиком: pana series undo { $id }
import-undone-now = { $count ->
    [one] Из журнала ушла { $count } запись. Файл можно импортировать снова.
    [few] Из журнала ушли { $count } записи. Файл можно импортировать снова.
    [many] Из журнала ушло { $count } записей. Файл можно импортировать снова.
   *[other] Из журнала ушло { $count } записи. Файл можно импортировать снова.
}
import-rejected = Не прочитано
import-line = строка { $line }: { $why }
import-date-without-offset = В дате нет смещения от UTC. Укажите его для всего файла: --offset +05:00.
working-import = Чтение
working-evidence = Запечатывание
working-take-out = Извлечение
working-check = Проверка
working-rekey = Запечатывание новым ключом

## Страница демо

demo-title = PANA · демо
demo-intro = Всё здесь вымышлено. Всё, что ниже, только что сделали те же команды, которыми пользовались бы вы.
demo-read = Прочитано из телефона
demo-read-value = звонков: { $rows }, номеров: { $numbers }; выбрано номеров: { $chosen }
demo-added = Взято в журнал
demo-added-value = звонков: { $added }; чужих строк: { $skipped }, они не сохранены
demo-written = Записано вручную
demo-written-value = { $count ->
    [one] { $count } случай
    [few] { $count } случая
    [many] { $count } случаев
   *[other] { $count } случая
}, на казахском и русском
demo-refusal = Записан отказ
demo-search = Поиск «{ $words }»
demo-search-value = найдено случаев: { $count }
demo-evidence = Вложено доказательств
demo-check = Проверка
demo-check-value = повреждений не найдено
demo-check-damaged = повреждений найдено: { $count }
demo-anchor = Якорь
demo-anchor-value = записей: { $count }; он же картинкой QR:
demo-dossier = Досье
demo-dossier-value = эпизодов { $episodes }, файлов { $files }, заявление на казахском и русском ({ $pages } стр.)
demo-dossier-checked = Проверка досье
demo-dossier-fits = непротиворечиво; совпадает с кодом; якорь покрывает записей: { $covered } из { $records }
demo-dossier-differs = не такое, как было составлено
demo-where-dossier = досье
demo-looked = Закрыто и просмотрено
demo-looked-value = файлов: { $files }, { $megabytes } МБ; введённых слов и номеров: { $needles }, найдено: { $found }
demo-copy = Резервная копия
demo-copy-value = { $size }, запечатана для кода восстановления
demo-restored = Сделано из этой копии
demo-restored-value = случаев: { $incidents }, действий: { $acts }, файлов: { $evidence }, как и было; якорь подходит
demo-restored-differs = случаев: { $incidents }, действий: { $acts }, файлов: { $evidence }: не то, что было
demo-where = Где что лежит
demo-where-vault = хранилище
demo-where-key = ключ устройства
demo-where-phone = файлы телефона
demo-where-anchor = якорь
demo-where-copy = копия
demo-where-second = второе хранилище
demo-where-secrets = PIN и код восстановления
demo-try = Осмотритесь
demo-remove = Удалите папку, когда закончите.

## История, якоря, доказательства записи

anchor-made = { $count ->
    [one] Якорь на { $count } запись:
    [few] Якорь на { $count } записи:
   *[other] Якорь на { $count } записей:
}
anchor-line = Якорь, { $at }, записей: { $count }: { $code }
anchor-advice = Отправьте его тому, кому доверяете, или запишите отдельно от этого устройства. Он ничего не говорит о содержании журнала. По нему любой потом увидит, менялась ли запись до него.
anchor-unchanged = { $count ->
    [one] { $count } запись не изменилась с момента этого якоря.
    [few] { $count } записи не изменились с момента этого якоря.
   *[other] { $count } записей не изменились с момента этого якоря.
}
anchor-changed = Якорь не подходит к истории: одну из записей до него изменили, или это якорь другого журнала.
anchor-shorter = В истории меньше записей, чем охватывает этот якорь ({ $count }): часть убрали, или это якорь другого журнала.
anchor-malformed = В якоре 64 буквы и цифры группами по четыре. Не хватает знаков или есть лишние.
anchor-typo = Буква или цифра этого якоря списана с ошибкой. Сверьте его ещё раз.
none-made = Сначала сделайте якорь: pana anchor make.
picture-kind = Назовите файл с окончанием .png или .svg.
proof-made = Доказательство записи здесь: { $path }
proof-holds = Запись слово в слово стоит в истории, где записей: { $count }. Когда это было, скажет якорь.
proof-fits-anchor = Запись слово в слово была там, когда сделали этот якорь.
proof-of-other-anchor = Доказательство верно, но ведёт к другому якорю.
proof-fails = Это доказательство неверно: в нём что-то изменили.
history-exported = Вся история здесь, её прочтёт любой, у кого есть файл: { $path }. В нём каждый текст журнала. Удалите его, когда проверка закончена.
consistency-made = Доказательство того, что прежнее не менялось, здесь: { $path }
consistency-holds = Поздняя история начинается с ранней, без изменений. Записей: { $old }, затем { $new }.
not-a-proof = Этот файл не доказательство записи.

action-create = записано
action-amend = изменено
action-attach = вложено доказательство
action-withdraw = скрыто
action-restore = возвращено
action-erase-asked = запрошено стирание
action-erase-cancelled = стирание отменено
action-erased = стёрто
action-import = импортировано
action-import-undone = импорт отменён
action-export = выгружено
action-view-for-export = просмотрено для выгрузки
action-anchor = сделан якорь
action-clock-jump = часы перескочили
action-opening = открыто вторым PIN
action-confirm = подтверждено
action-recovered = восстановлено по коду
action-re-keyed = запечатано новыми ключами
action-lift = запись вынесена из серии
action-unlift = запись возвращена в серию
action-gone = (текст стёрт)

## Закон: насколько это точно

law-seen = прочитано там, это не официальный текст
law-from-memory = по памяти, в источниках не найдено
law-conflicting = источники расходятся
law-own-choice = наш собственный выбор
law-source = Источник: { $source }. Проверено { $date }: { $status }.
law-no-advice = Это не юридическая консультация. Спросите юриста или кризисный центр.

## Цифры

stats-incidents = { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}
stats-weeks = По неделям
stats-each-column = { $count ->
    [one] Столбик – { $count } неделя.
    [few] Столбик – { $count } недели.
    [many] Столбик – { $count } недель.
   *[other] Столбик – { $count } недели.
}
stats-hours = По дням недели и часам
stats-hour-unknown = Час неизвестен
stats-kinds = По видам
stats-numbers = По номерам
stats-other-numbers = { $count ->
    [one] Ещё { $count } номер
    [few] Ещё { $count } номера
    [many] Ещё { $count } номеров
   *[other] Ещё { $count } номера
}
stats-many-numbers = Ещё очень много номеров
stats-several-numbers = Один из нескольких номеров
stats-no-number = Без номера или скрытый номер
stats-places = По местам
stats-no-place = Место не записано
stats-bands = По состоянию статьи 115-1
stats-refusal = До и после вашего отказа
stats-before = До { $at }
stats-after = После { $at }
stats-measures = Во время действия мер
stats-about = ≈, а в столбиках ░: число или время известно лишь примерно. Посчитанное вручную стоит там, где началось.
weekday-mon = Пн
weekday-tue = Вт
weekday-wed = Ср
weekday-thu = Чт
weekday-fri = Пт
weekday-sat = Сб
weekday-sun = Вс

## Выгрузка

ask-pin-export = Введите PIN ещё раз, чтобы выгрузить записи:
export-made = Записано: { $path } ({ $incidents }). Этот файл читается без PIN.
acts-are-in-json = Уберите --acts: в json каждый звонок и каждое сообщение есть и так.
field-number = Номер
field-refused = Когда вы отказали
field-precision = Насколько известно время
field-count-about = Примерно
field-place-label = Где именно
field-direction = Направление
field-seconds = Секунды
field-text = Текст
act-channel-phone = Телефон
act-channel-whatsapp = WhatsApp
act-channel-telegram = Telegram
act-channel-other = Другое
not-a-day = Напишите день так: 2026-02-01.
direction-incoming = входящий
direction-outgoing = исходящий
direction-missed = пропущенный
direction-voicemail = голосовая почта
direction-rejected = отклонён
direction-blocked = заблокирован
direction-answered-elsewhere = принят на другом устройстве
direction-draft = черновик
direction-failed = не доставлен
direction-unknown = неизвестно

## Копии в другом месте

backup-made = Резервная копия здесь: { $path }
backup-made-at = Копия сделана
backup-records = Записей истории
backup-opens-with-code = Она открывается вашим кодом восстановления. Унесите её с этого устройства: к тому, кому доверяете, или в своё место.
backup-opens-with-others-key = Она открывается только названными ключами, а вашим кодом восстановления нет.
backup-of-damaged = { $count ->
    [one] В журнале повреждено { $count } место, в копии оно такое же. Выполните: pana check.
    [few] В журнале повреждено { $count } места, в копии они такие же. Выполните: pana check.
   *[other] В журнале повреждено { $count } мест, в копии они такие же. Выполните: pana check.
}
backup-restored = Хранилище сделано из копии: { $path }
backup-restored-note = Всё в копии сверено при чтении. Якоря, сделанные до этой копии, подходят; сделанные после неё – нет. Второго PIN-кода пока нет: pana second set.
backup-key-written = Ключ age вашего кода восстановления здесь: { $path }. У кого этот файл, тот откроет ваши копии. Удалите его, когда он станет не нужен.
working-backup = Копирование
working-restore = Восстановление
status-copy = Последняя копия
copy-none = ещё нет. Сделайте её: pana backup make
copy-days = { $count ->
    [0] { $date }, меньше дня назад
    [one] { $date }, { $count } день назад
    [few] { $date }, { $count } дня назад
   *[other] { $date }, { $count } дней назад
}
not-a-recipient = Один из ключей после --to не ключ age, или в нём ошибка. Ключ начинается с age1.
not-an-identity = В этом файле нет секретного ключа age, или в строке ошибка. Ключ начинается с AGE-SECRET-KEY-1.
not-a-backup = Этот файл не резервная копия.
backup-no-own-key = Своего ключа пока нет. Один раз задайте PIN-код по коду восстановления (pana recover) или назовите другой ключ: --to.
backup-for-nobody = Назовите, кто сможет открыть копию: --to.
backup-for-too-many = У копии может быть не больше 20 ключей.
backup-of-newer-version = Эту копию сделала более новая версия приложения. Обновите его и попробуйте снова.
backup-for-another-key = Эта копия для другого ключа. Проверьте код восстановления: нужен тот, что действовал, когда делали копию.
backup-altered = В этой копии что-то изменили. Хранилище из неё не сделано. Возьмите другую копию.
backup-cut-short = Конца этой копии нет, или он повреждён. Хранилище из неё не сделано. Скопируйте файл целиком ещё раз.

## Messages by SMS

# One message holds 70 characters: without a name each of these leaves room for one. `who` is the name with its colon, or nothing.
sms-alert = { $who }ПОМОГИ! Позвони; не отвечу - 102. { $place } { $time }
sms-alert-polite = { $who }ПОМОГИТЕ! Позвоните; не отвечу - 102. { $place } { $time }
sms-alert-quiet = { $who }ПОМОГИ! НЕ звони мне, звони 102. { $place } { $time }
sms-alert-quiet-polite = { $who }ПОМОГИТЕ! Мне НЕ звоните, звоните 102. { $place } { $time }
sms-no-place = { $who }ПОМОГИ! Позвони; не отвечу - 102. Место неизвестно. { $time }
sms-no-place-polite = { $who }ПОМОГИТЕ! Позвоните; не отвечу - 102. Место неизвестно. { $time }
sms-no-place-quiet = { $who }ПОМОГИ! НЕ звони мне, звони 102. Место неизвестно. { $time }
sms-no-place-quiet-polite = { $who }ПОМОГИТЕ! Мне НЕ звоните, звоните 102. Место неизвестно. { $time }
sms-update = { $who }№{ $number }: { $place } { $accuracy } { $time }. Помощь ещё нужна.
sms-update-no-place = { $who }№{ $number }: место неизвестно { $time }. Помощь ещё нужна.
sms-start = { $who }я в пути, срок { $due }. Не будет вестей - позвони.
sms-start-polite = { $who }я в пути, срок { $due }. Не будет вестей - позвоните.
sms-start-quiet = { $who }я в пути, срок { $due }. Не будет вестей - звони 102.
sms-start-quiet-polite = { $who }я в пути, срок { $due }. Не будет вестей - звоните 102.
sms-missed = { $who }нет вестей, срок { $due }. Позвони; не ответит - 102.
sms-missed-polite = { $who }нет вестей, срок { $due }. Позвоните; не ответит - 102.
sms-missed-quiet = { $who }нет вестей, срок { $due }. НЕ звони мне, звони 102.
sms-missed-quiet-polite = { $who }нет вестей, срок { $due }. Мне НЕ звоните, звоните 102.
sms-safe = { $who }я в безопасности, помощь больше не нужна. { $time }
sms-test = { $who }это ПРОВЕРКА, помощь не нужна. Ответь цифрой 1. { $time }
sms-test-polite = { $who }это ПРОВЕРКА, помощь не нужна. Ответьте цифрой 1. { $time }
sms-number = №{ $number }:
sms-answer = ответь { $answer }
sms-accuracy-m = ±{ $value }м
sms-accuracy-km = ±{ $value }км

## What a contact should do

advice-do-not-ring = Не звоните ей: телефон может быть спрятан.
advice-ring-first = Сначала позвоните ей.
advice-call-102 = Если нет ответа, звоните 102 и назовите имя, место и время, на которое оно указано.
advice-not-alone = Не приходите туда в одиночку.
advice-tell-nobody = Никому, кроме полиции, не говорите, где она.
advice-wait = Запомните срок. Если после него не будет вестей, действуйте.
advice-answer-test = Это проверка. Ответьте на сообщение цифрой 1.
advice-answer-code = Если можете помочь, ответьте тремя цифрами из сообщения.
advice-not-confirmed = Отправитель не подтверждён: считайте сообщение настоящим.

## Проверка

drill-contacts-good = Контакты есть.
drill-contacts-bad = Контактов нет: тревога никому не уйдёт. Добавьте хотя бы двоих.
drill-name-good = В сообщениях стоит ваше имя.
drill-name-bad = Имя не указано: кто пишет, видно только по номеру.
drill-second-tier-good = Если первые не ответят, узнают другие.
drill-second-tier-bad = Всем сообщают сразу, дальше сказать некому. Поставьте кого-нибудь во вторую очередь.
drill-elsewhere-good = Один из контактов живёт в другом месте.
drill-elsewhere-bad = Все контакты в одном месте. Полезно добавить того, кто живёт в другом городе.
drill-harmless-good = У каждого контакта есть неприметная фраза.
drill-harmless-bad = У кого-то нет неприметной фразы: когда второй PIN-код будто остановит тревогу, этот человек ничего не получит.
drill-warned-good = Всех предупредили никому не говорить, где вы.
drill-warned-bad = Кого-то ещё не предупредили: попросите никому не говорить, где вы.
drill-sim-good = SIM-карта есть, сеть видна.
drill-sim-bad = Нет SIM-карты или сети: сообщения не уйдут. На 112 позвонить можно и так.
drill-sim-unknown = Проверьте SIM-карту и сеть сами: приложение этого не знает.
drill-credit-unknown = Проверьте сами, хватит ли денег на сообщения: приложение этого не знает.
drill-permission-good = Разрешение отправлять сообщения есть.
drill-permission-bad = Сообщения сами не уходят: каждый раз нужно нажать «Отправить».
drill-permission-unknown = Проверьте разрешение на отправку в настройках телефона.
drill-location-good = Разрешение на геолокацию есть.
drill-location-bad = Нет разрешения на геолокацию: в сообщениях не будет места.
drill-location-unknown = Проверьте разрешение на геолокацию в настройках телефона.
drill-background-good = Правила батареи не мешают приложению.
drill-background-bad = Телефон может остановить приложение: держите его открытым во время тревоги и снимите ограничения батареи.
drill-background-unknown = Посмотрите правила батареи в настройках телефона и разрешите приложению запускаться самому: узнать этого приложение не может.
drill-last-drill-good = С последней проверки прошло меньше месяца.
drill-last-drill-bad = Проверки с контактами не было или прошло больше месяца. Отправьте им проверочное сообщение.
drill-traces-unknown = Сообщения остаются в приложении «Сообщения» и в детализации у оператора.
tested-never = Пробного сообщения ещё не было
tested-handed = Последнее пробное { $date }: передано в сеть, ответа нет
tested-answered = Последнее пробное { $date }: ответ получен

## Контакты, отметки, съёмка

emergency-number = Экстренные службы не принимают сообщений. По этим номерам звонят: 102, 103, 112, 111.
no-message-number = На такой номер нельзя написать. Введите его как +7 701 123 45 67.
no-such-tier = Очередь бывает от 1 до 5.
not-a-country = Напишите страну двумя латинскими буквами, например KZ.
control-characters = Здесь не должно быть переносов: напишите всё в одну строку.
over-one-message = Это не помещается в одно сообщение. Сократите: до 70 знаков кириллицей.
taken = Этот номер уже есть у другого контакта. Тогда нельзя было бы понять, чей ответ.
not-latin = Напишите латинскими буквами, например Aigul.
contact-too-long = Слишком длинный текст. Сократите его.
too-many-contacts = Слишком много контактов: может быть до 200.
too-many-places = Слишком много мест: может быть до 100.
unknown-place-kind = Выберите вид места: police, crisis-centre, hospital, shop, transport, friend, other.
not-a-promise = Выберите обещание: comes, calls-102, takes-children, has-key, keeps-copy.
not-captured = Эта запись сделана не на запертом телефоне: подтверждать нечего.
card-too-long = Карточка не помещается в QR-код. Сократите тексты.
check-in-passed = Это время уже прошло. Назовите время хотя бы через минуту.
check-in-too-far = Это слишком далеко. Назовите время не позже чем через 12 часов.
check-in-busy = Уже идёт тревога или другая отметка. Сначала завершите её.
check-in-none = Отметки в пути сейчас нет.
no-such-contact = Такого контакта нет. Посмотрите: pana contact list.
inbox-full = Место для снятого на запертом телефоне кончилось. Прежнее сохранено. Откройте хранилище, и место освободится.
capture-no-key = Сейчас сохранить нельзя: часть, которая работает без PIN-кода, повреждена. Откройте хранилище, и она восстановится.
pair-malformed = Это не код связи или только его часть. Перепишите его целиком с другого телефона: он начинается с PANA-PAIR-1:.
pair-typo = В коде связи ошибка в одном знаке. Сверьте его с кодом на другом телефоне.
field-contact-name = Имя
field-tier = Очередь
field-country = Страна
field-harmless = Неприметная фраза
field-duty-number = Номер дежурной части района
field-latin = Латиницей
field-role = Кем приходится
field-city = Город
field-contacts = Контакты
field-places = Места
field-address = Адрес
field-hours = Часы
field-agreed = Обещания
contact-me = Ваше имя в сообщениях
contact-latin = Латиницей
contact-none = Контактов нет: тревога никому не уйдёт. Добавить: pana contact add.
contact-example = Сообщение такое
contact-removed = Контакт удалён. На этот номер больше ничего не уйдёт, от идущей тревоги тоже.
contact-tier = очередь { $tier }
contact-polite = на «вы»
contact-quiet = не звонить мне
contact-paired = связь по коду
contact-pair-advice = Показывайте этот код только при встрече. Не пересылайте его: кто его знает, может писать от вашего имени.
agreed-comes = сразу приедет
agreed-calls-102 = звонит в 102
agreed-takes-children = забирает детей
agreed-has-key = есть ключ
agreed-keeps-copy = хранит копию
doubt-number-unknown-form = Номер записан в незнакомом виде. Проверьте его.
doubt-number-landline = Похоже на городской телефон: он может не принимать сообщений.
doubt-number-prefix-unknown = Такой код оператора неизвестен. Проверьте.
doubt-other-country-no-duty-number = Человек в другой стране: его 102 попадёт в другое место. Добавьте номер дежурной части вашего района.
card-title = Если { $name } позовёт на помощь, придёт такое сообщение:
card-duty = Из другого региона: номер дежурной части её района { $number }.
card-agreed = Договорились
card-harmless = Если приходит фраза «{ $text }», её могли заставить.
place-sort-police = полиция
place-sort-crisis-centre = кризисный центр
place-sort-hospital = больница
place-sort-shop = магазин
place-sort-transport = транспорт
place-sort-friend = близкие
place-sort-other = другое
place-removed = Место удалено.
captured = Сохранено. После разблокировки станет неподтверждённой записью в журнале.
kit-damaged = Контакты не читаются: сообщения никому не уйдут. Звоните 112. Разблокировка восстановит эту часть.
alert-not-saved = Этот шаг не сохранён: если программа закроется, он пропадёт.
alert-none = Ничего не идёт.
check-in-due = Срок: { $due }
check-in-phone-off = Если этот телефон выключится, никто не узнает.
action-alert = тревога, отметка или проверка
status-unconfirmed = Не подтверждено
confirmed = Подтверждено.

## Сообщения тревоги: чтение

field-message = Сообщение
field-from-her = От кого
field-hour = Время
field-due = Срок
field-answer-with = Ответить
field-message-number = Номер сообщения
field-sender = Отправитель
field-fix = Место телефона
field-code = Код
field-key = Ключ
message-alert = Помощь нужна сейчас
message-update = Помощь ещё нужна; новое место
message-start = В пути; даст знать до срока
message-missed = Вестей к сроку не было
message-needs-no-help = Пишет, что помощь больше не нужна
message-test = Проверка; помощь не нужна
sender-confirmed = подтверждён: код подходит к вашему общему ключу
sender-not-confirmed = не подтверждён: считайте настоящим
due-at = { $at }
due-over = { $at }: срок прошёл
not-an-alert = Таких сообщений тревога не пишет, или текст изменён либо обрезан. Если сомневаетесь, считайте его настоящим и звоните 102.
not-a-fix = Напишите так: 43.238,76.945,20,30 – градусы широты и долготы, погрешность в метрах, сколько секунд назад.
not-an-hour = Напишите час так: 22:30.
not-an-answer = Напишите три цифры, от 100 до 999.
not-a-code = В коде восемь букв и цифр.
not-a-key = В ключе 64 шестнадцатеричные цифры или 52 знака (A–Z, 2–7).

## Тревога в лицах

play-sms = SMS
play-sheet = Форма SMS
play-wake = Разбудить
play-location = Место
play-location-ask = узнать
play-location-stop = больше не узнавать
play-dial = Предложить
play-screen = Экран
play-screen-countdown = тёмный, обратный отсчёт
play-screen-running = тревога
play-screen-gone = ничего о тревоге
play-screen-ended = тревога закончена
play-radio-handed = сеть приняла
play-radio-none = нет сети
play-radio-off = радио выключено
play-radio-limit = система пока не выпускает сообщений
play-radio-failed = не удалось
play-delivered = дошло, сообщает сеть
play-located = телефон узнал, где он
play-not-seen = на этом телефоне сообщения не видны: отметьте вручную
play-phase-countdown = Обратный отсчёт: ещё ничего не ушло
play-phase-climbing = Сообщаем контактам, ответа пока нет
play-phase-answered = Ответ есть
play-phase-nobody-reached = Никто не ответил: звоните сами
play-phase-over = Она сообщила, что помощь больше не нужна
play-phase-cancelled = Остановлено, пока ничего не ушло
play-next-tier = Следующая очередь: через { $count } с
play-next-end = Извещены все; на ответ осталось { $count } с
play-next-update = Новое место: через { $count } с или раньше, если она отойдёт
play-tier = очередь { $tier }
play-first = первое сообщение:
play-second = второе:
play-answered = ответ { $at }
play-part-not-yet = ещё не очередь
play-part-not-told = очередь уже не дойдёт
play-part-waiting = пока ничего не известно
play-part-retrying = не удалось, будет ещё попытка
play-part-handed = передано
play-part-delivered = дошло, сообщает сеть
play-part-failed = не удалось
play-part-unknown = ушло ли, знает только она
play-answers-not-seen = Ответы сообщением на этом телефоне не видны.
play-stay-open = Дальше всё пойдёт, только пока приложение открыто.
script-unknown = Строка начинается с неизвестного слова. Смотрите: pana alert play --help.
script-words = В строке не хватает слова, или одно из слов не на месте. Смотрите: pana alert play --help.
script-after-press = Напишите это до первого press.
script-before-press = Сначала напишите press.
script-no-contact = Выше нет контакта с таким именем.
script-contact-twice = Это имя уже у другого контакта.
script-contacts = Контактов может быть не больше 200.
script-tier = Очереди – от 1 до 5.
script-span = Напишите промежуток так: 30s, 5m или 2h, не больше 31 дня.
script-place = Напишите место так: 43.238,76.945,20 – градусы широты и долготы, погрешность в метрах.
script-no-code = У этого контакта нет сообщения с цифрами для ответа.
script-no-sheet = Форма SMS не открыта.
script-too-long = Этот сценарий слишком длинный.
check-in-overdue-in = Контактам сообщат через { $count } мин
play-phase-waiting = Идёт отметка в пути
play-phase-drill = Проверка
play-screen-check-in = отметка в пути
play-notice = Уведомление
notice-due-soon = До срока 10 минут
notice-due = Срок настал. Всё в порядке?
play-tier-named = знает об отметке
play-answers = ответила
demo-alert = Тревожная кнопка нажата на запертом хранилище; на вымышленном телефоне это идёт так
play-over = отбой:
status-captures-unreadable = Снятое, что не читается
route-drawn = { $count ->
    [one] Выбрано случайно из { $count } возможности.
   *[other] Выбрано случайно из { $count } возможностей, так что прежние поездки ничего об этом не говорят.
}
route-drawn-door = { $count ->
    [one] Выбрано случайно из { $count } возможности; там, где проходят все маршруты, как у вашей двери, помогает только время.
   *[other] Выбрано случайно из { $count } возможностей; там, где проходят все маршруты, как у вашей двери, помогает только время.
}
route-only-time = { $count ->
    [one] Все маршруты проходят здесь через одни и те же места, поэтому помогает только время: оно выбрано случайно из { $count } четверти часа.
   *[other] Все маршруты проходят здесь через одни и те же места, поэтому помогает только время: оно выбрано случайно из { $count } четвертей часа.
}
route-one-choice = Подошёл только один маршрут в одну четверть часа; минута внутри неё выпала случайно.
route-habit-too-early = { $count ->
    [one] Говорить о привычке рано: записана { $count } поездка, нужно { $of }.
    [few] Говорить о привычке рано: записаны { $count } поездки, нужно { $of }.
   *[other] Говорить о привычке рано: записано { $count } поездок, нужно { $of }.
}
route-habit-place = Через одно и то же место в одни и те же полчаса: { $count } из ваших последних { $of } поездок.
route-habit-door = Там, где проходят все маршруты, как у вашей двери: { $count } из { $of }; там помогает только время.
route-habit-streak = Последние поездки ({ $count }) – тот же маршрут.
route-habit-guessed = { $count ->
    [one] Тот, кто видел все прежние поездки и угадывал следующую, маршрут и полчаса, был бы прав в { $count } случае из последних { $of }.
   *[other] Тот, кто видел все прежние поездки и угадывал следующую, маршрут и полчаса, был бы прав в { $count } случаях из последних { $of }.
}
route-same-route-and-time = Последние поездки ({ $count }) – тот же маршрут и время.
route-same-route = По одному и тому же маршруту: { $count } из ваших последних { $of } поездок.
route-same-time = Выход в одни и те же полчаса: { $count } из ваших последних { $of } поездок.
route-hint = Если ничто не мешает, выберите другой маршрут или выйдите на 15–20 минут раньше или позже.
route-hint-one-route = Если ничто не мешает, выйдите на 15–20 минут раньше или позже или идите вместе с кем-нибудь.
route-lock-screen = Ежедневное напоминание
route-tomorrow = Завтра: { $route }, выход { $time }. Только если ничто не мешает.
route-approved-way = Согласованный путь, вместе с кем-нибудь: { $route }, выход { $time }.
route-offer-alert = Если за вами сейчас следят, удерживайте кнопку помощи или звоните 102. Идите не домой, а туда, где люди.
route-quiet-muted = Напоминания выключены.
route-quiet-paused = Напоминания приостановлены.
route-quiet-reminded-today = Сегодня напоминание уже было.
route-quiet-too-late = Сегодня напоминать уже поздно.
route-quiet-moving = Пока вы в пути, напоминаний нет.
route-quiet-nothing-tomorrow = Завтра поездок не ожидается.
route-quiet-no-habit = Ни одна поездка не повторяется настолько, чтобы о ней напоминать.
route-trips = { $count ->
    [one] { $count } поездка
    [few] { $count } поездки
   *[other] { $count } поездок
}
route-week-leaving = Выход по дням недели и получасам
route-week-darkest = { $count ->
    [one] самое тёмное: { $count } поездка
    [few] самое тёмное: { $count } поездки
   *[other] самое тёмное: { $count } поездок
}
route-week-routes = Поездки по маршрутам
route-week-gone = Маршрут, который больше не хранится
route-week-none = Поездок не записано.
route-not-in-time = По нему не успеть к назначенному времени.
route-dark = Это маршрут для светлого времени, а будет темно.
route-dark-unknown = Это маршрут для светлого времени, а когда там темнеет, неизвестно.
route-no-company = Это маршрут, по которому ходят только вместе с кем-нибудь.
route-hot-spot = За последние 30 дней рядом с ним что-то произошло.
route-relax-arrive = Получится, если можно прибыть в { $time } или позже.
route-relax-earliest = Получится, если выйти в { $time } или раньше.
route-relax-company = Получится, если кто-нибудь пойдёт вместе с вами.
route-relax-dark = Получится только в темноте, по маршруту для светлого времени.
route-relax-hot-spot = Получится только мимо места, где что-то произошло.
field-route-name = Название
field-route-place = Место
field-routes = Маршруты и поездки
field-minutes = Минуты
field-left = Время выхода
field-arrived = Время прибытия
field-back = Обратный путь
field-gpx = Линия маршрута
field-earliest = Выйти не раньше
field-arrive-by = Прийти до
field-date = День
field-extra-minutes = Лишние минуты
field-kept-days = Срок хранения
field-pause-until = Пауза
field-mute = Без напоминаний
field-child = Ребёнок
field-moving = В пути
route-minutes = Укажите от одной минуты до двух суток.
route-to-itself = Маршрут должен вести из одного места в другое.
route-too-short = Эта линия слишком короткая: нужно хотя бы 50 метров.
route-not-flat = Из такой линии маршрут не выйдет: она слишком длинная или слишком близко к полюсу.
route-name-too-long = Название слишком длинное: сократите.
route-name-taken = Такое название уже есть: выберите другое.
route-place-in-use = Здесь начинается или кончается маршрут: сначала уберите его.
route-one-way = Этот маршрут только в одну сторону.
trip-in-future = Это время ещё не наступило.
trip-too-long = Поездка не длится больше 24 часов: проверьте время.
route-kept-days = Укажите от 1 до 3660 дней.
no-such-route-place = Такого места нет. Смотрите: pana route place list.
no-such-route = Такого маршрута нет. Смотрите: pana route list.
not-a-clock-time = Напишите время так: 08:30.
gpx-not = Это не файл GPX.
gpx-broken = Файл GPX испорчен или обрывается.
gpx-too-large = Файл GPX слишком большой: в нём может быть до 1 000 000 точек.
gpx-no-points = Здесь нет ни одной точки.
trace-line = Напишите строку так: 2026-02-01T08:05:00+05:00,43.238,76.945
trace-no-times = Это маршрут «{ $route }», но времени в файле нет: запишите поездку через pana route trip add.
trace-unsure = «{ $one }» или «{ $other }»: скажите через --route, какой именно.
trace-new = Этот путь не похож ни на один одобренный маршрут, его длина { $metres } м. Если он вам подходит, одобрите его: pana route add … --gpx. След не сохранён.
trace-too-short = След слишком короткий, чтобы узнать маршрут.
route-same-road = «{ $route }» – та же дорога: по следу их не различить.
route-removed = Маршрут больше не предлагается.
trip-removed = Поездка удалена.
route-no-line = линия неизвестна
route-tag-lit = светло
route-tag-busy = людно
route-tag-day-only = только днём
route-tag-company = только с кем-то
route-set-mute = Без напоминаний
route-set-pause = Пауза до
route-set-child = Для ребёнка
route-set-keep = Сколько дней хранятся поездки
route-advice = { $day }: { $route }, выход { $time }. Только если ничто не мешает.
route-drawn-before = Для этого дня уже выбрано: новый вопрос ничего не меняет.
route-without-line = Линия маршрута «{ $route }» неизвестна: было ли что-то рядом с ним, не проверено, а в расчёте он сходится с другими только у дверей.
route-left-out = Не предлагается:
route-no-route = Между этими местами нет одобренного маршрута. Сначала добавьте его: pana route add.
route-too-little-effort = Так не получится: дайте хотя бы немного времени, например 1 минуту.
route-too-large = Вариантов слишком много: сузьте время.
route-nothing-left = С такими условиями ничего не остаётся.
route-relax-more = Уступить в чём-то одном мало: измените несколько условий.
route-remind-at = Напоминание
route-remind-locked = На запертом экране
route-workdays = Будни
route-weekends = Выходные
route-minutes-count = { $count } мин
trips-forgotten = Удалено поездок: { $count }
demo-way = Путь на завтра
demo-where-habit = картинка привычки
working-simulate = Моделирование
simulation-people = Вымышленных людей: { $people }; дней: { $days }; начальное число: { $seed }
simulation-reads = На стольких из 100 дней её встречает тот, кто ждёт столько времени; ± – интервал 95 %.
simulation-wait = { $minutes } мин
simulation-most-common = Он ждёт там, где встретил бы её чаще всего
simulation-markov = Он ждёт там, где встретил бы её чаще всего после такого дня, как последний
simulation-compression = Он ждёт там, где встретил бы её чаще всего после самой длинной череды дней, какую знает
simulation-habit = До: по привычке
simulation-rotation = Десять вариантов по очереди
simulation-uniform = Любой вариант
simulation-never-like-yesterday = Любой, кроме вчерашнего
simulation-advised = После: по совету
simulation-efforts = Чего это стоит, в минутах в день сверх наименьшего усилия
simulation-worst = Он знает маршруты, время и совет, но не жребий; усилие – на { $minutes } мин в день больше наименьшего
simulation-longer = После, если он ждёт { $minutes } мин
simulation-cheapest = Любой из самых лёгких вариантов
simulation-best = Наименьшее возможное, если ждут только так долго
simulation-followed = Он знает и совет, и привычку; по совету она идёт { $count } дней из 100. С пределом: не больше { $factor } от лучшего, если идти по совету всегда
simulation-any-bounded = Любое усилие, с пределом
simulation-any-least = Любое усилие, наименьшее возможное
simulation-limited-bounded = { $minutes } мин в день, с пределом
simulation-limited-least = { $minutes } мин в день, наименьшее возможное
simulation-model = Эти люди вымышлены, а тот, кто ждёт в одном месте, – модель: сравнивайте строки между собой. О ваших днях они ничего не говорят.
route-left-aside = Ещё { $count } вариантов не учтено: они требуют больше всего усилий.

## Заявление в полицию

dossier-page = стр. { $page } из { $pages }
dossier-title =
    ЗАЯВЛЕНИЕ
    об уголовном правонарушении
dossier-to = Кому
dossier-to-blank = Начальнику ________________________ УП/ОП
dossier-from = От кого
dossier-born = Дата рождения
dossier-iin = ИИН
dossier-contact = Адрес и телефон для связи
dossier-representative = Законный представитель
dossier-guardianship = Орган опеки и попечительства
dossier-summary = Описано эпизодов: { $episodes }. Первый: { $first }. Последний: { $last }. Приложено файлов: { $files }.
dossier-no-episodes = Эпизоды в этом заявлении не описаны. Приложено файлов: { $files }.
dossier-suspect = Сведения о преследователе
dossier-suspect-unknown = Кто это, заявителю неизвестно.
dossier-name = ФИО
dossier-description = Приметы и другие сведения
dossier-identity = Что известно
dossier-identity-value = Номер, аккаунт, машина, адрес
dossier-identity-reason = Почему заявитель связывает это с ним
dossier-since = с { $date }
dossier-relation = Отношения и отказ от контакта
dossier-relation-kind = Кем приходится заявителю
dossier-relation-time = Период отношений
dossier-date-from = с { $from }
dossier-date-to = до { $to }
dossier-date-from-to = с { $from } до { $to }
dossier-common-child = Общий ребёнок
dossier-lives-together = Живёт вместе с заявителем
dossier-refusal = Отказ от контакта
dossier-refusal-line = { $when }, { $channel }
dossier-refusal-to = Кому сказано
dossier-after-refusal = Эпизоды после отказа
dossier-no-refusal = Сведений об отказе от контакта в этом заявлении нет.
dossier-chronology = Хронология эпизодов
dossier-when = Когда
dossier-what = Что произошло
dossier-basis = Откуда известно, доказательства
dossier-times = Время указано по часам на месте события.
dossier-until = до { $until }
dossier-kind-fake = Выдача себя за меня
dossier-marked-after-refusal = после отказа от контакта
dossier-breaks = нарушение: { $measure }
dossier-words = Дословно
dossier-quote = «{ $words }»
dossier-place = Место
dossier-numbers = Номера
dossier-who = Кто
dossier-sure-sure = уверенно
dossier-sure-likely = вероятно
dossier-sure-unsure = предположительно
dossier-acts = { $count ->
    [one] { $count } раз
    [few] { $count } раза
    [many] { $count } раз
   *[other] { $count } раза
}
dossier-about = около { $value }
dossier-under-18 = На снимке человек младше 18 лет.
dossier-answered-yes = На этот контакт был дан ответ.
dossier-answered-no = На этот контакт ответа не было.
dossier-saw-myself = Видел(а) или слышал(а) лично
dossier-was-told = Со слов других
dossier-was-told-by = Со слов: { $by }
dossier-episode-witnesses = Свидетели
dossier-attachment = Приложение { $number }: { $name }
dossier-bands = Эпизоды и состояние статьи 115-1 УК РК
dossier-band = Период
dossier-episodes = Эпизоды
dossier-acts-column = Действий
dossier-band-fact = Что известно о норме
dossier-bands-note = Это сведения о датах, а не правовая оценка. Все эпизоды приведены независимо от периода.
dossier-pictures = Эпизоды в рисунках
dossier-weeks = Действия по неделям, { $from } – { $to }. Столбец – одна неделя с понедельника, его штриховка – вид действий.
dossier-weeks-alt = Столбчатый график действий по неделям с { $from } по { $to }. Всего действий: { $count }. Больше всего за неделю: { $most }, с { $monday }.
dossier-weeks-left-out = Более ранние недели не нарисованы: { $count }.
dossier-week-refusal = отказ
dossier-week-order = действует мера
dossier-week-others = остальные виды
dossier-hours = Действия по дням недели и часам. В клетке – число действий; чем темнее, тем больше.
dossier-hours-unknown = Без известного часа: { $amount }.
dossier-hours-alt = Таблица действий по дням недели и часам. Больше всего: { $most }, { $day }, { $hour }:00–{ $hour }:59.
dossier-numbers-used = Номера во времени, { $from } – { $to }. Черта – неделя, в которую номер использован; чем выше, тем больше. Справа – всего.
dossier-numbers-alt = Номера во времени с { $from } по { $to }. Номеров: { $count }.
dossier-places = Действия по местам
dossier-no-place = Место не указано
dossier-amount = { $exact } и около { $about }
dossier-harm = Причинённый вред
dossier-harm-fear = Страх
dossier-harm-sleep = Сон
dossier-harm-moved = Переезд и места, куда заявитель больше не ходит
dossier-harm-work = Работа, учёба
dossier-harm-medical = Обращения к врачу, психологу
dossier-harm-cost = Расходы
dossier-in-episode = эпизод { $number }
dossier-in-episodes = эпизоды { $numbers }
dossier-earlier = Прежние обращения и меры
dossier-reports = Обращения в полицию
dossier-report-way = Как
dossier-report-numbers = Талон, КУИ, ЕРДР
dossier-report-answer = Что ответили
dossier-talon = Талон-уведомление № { $number }
dossier-kui = КУИ № { $number }
dossier-erdr = ЕРДР № { $number }
dossier-officer = Принял(а): { $name }
dossier-no-answer = ответа нет
dossier-measures = Меры в отношении преследователя
dossier-measure = Мера
dossier-measure-term = Срок
dossier-measure-authority = Кем принята
dossier-measure-breaches = Нарушена в эпизодах
dossier-measure-number = № { $number }
dossier-witnesses = Свидетели
dossier-witness-saw = Что видел(а)
dossier-witness-contact = Связь
dossier-witness-testifies = Готов(а) дать показания
dossier-witness-declines = Давать показания не готов(а)
dossier-requests = ПРОШУ
dossier-request-register = Зарегистрировать заявление и выдать талон-уведомление.
dossier-request-assess = Дать оценку описанным действиям по статье 115-1 Уголовного кодекса Республики Казахстан.
dossier-request-protect = Рассмотреть меры защиты.
dossier-request-records = Истребовать детализацию звонков и сообщений и записи видеонаблюдения.
dossier-request-decision = Сообщить о принятом решении.
dossier-attachments = Приложения
dossier-file = Файл и его SHA-256
dossier-size = Размер
dossier-kilobytes = { $count } КБ
dossier-megabytes = { $count } МБ
dossier-file-kept = Файл хранится у заявителя: он может выдать место или устройство, а копию без этого сделать нельзя.
dossier-file-missing = Файла нет: он указан, но не найден.
dossier-picture-of = Уменьшенное изображение: { $name }
dossier-files-note = SHA-256 – контрольная сумма файла: если файл изменить, она будет другой.
dossier-notice = Предупреждение об ответственности
dossier-notice-false-report = Об ответственности за заведомо ложный донос (ст. 419 УК РК) предупреждён(а).
dossier-date = дата
dossier-signature = подпись
dossier-signed-name = фамилия и инициалы
## The page that checks a dossier
verify-page-title = Проверка досье
verify-page-intro = Здесь видно, изменено ли досье с тех пор, как его составили. Интернет не нужен: файлы не покидают этот компьютер.
verify-page-choose = Досье
verify-page-drop = Перетащите сюда папку досье или zip
verify-page-folder = Выбрать папку
verify-page-zip = Выбрать zip
verify-page-anchor = Якорь, если он у вас есть
verify-page-anchor-hint = Это 64 буквы и цифры: код, который автор досье раньше записал отдельно или передал кому-то. Без него нельзя узнать, откуда досье.
verify-page-anchor-read = Якорь введён без ошибок.
verify-page-progress = Проверено { $done } из { $total }
verify-page-stop = Остановить
verify-page-about = О досье
verify-page-signature = Подпись
verify-page-signature-is-checked = подходит к ключу в досье
verify-page-signature-is-forged = не подходит к ключу в досье
verify-page-signature-is-unchecked = не проверена
verify-page-signature-unchecked = Подпись не проверена: этот браузер не умеет проверять Ed25519. Откройте страницу в другом браузере или проверьте досье программой: pana dossier verify.
verify-page-checked-at = Проверено по часам этого компьютера
verify-page-file-same = совпадает со списком
verify-page-file-altered = не совпадает со списком
verify-page-file-missing = отсутствует
verify-page-file-added = в списке его нет
verify-page-is-none = Проверка не закончена
verify-page-none-means = Результата нет: файлы не прочитаны до конца. Выберите досье ещё раз.
## Making a dossier
working-dossier = Записываю
dossier-made = Досье лежит в { $path }.
dossier-made-episodes = Эпизоды
dossier-made-files = Файлы доказательств
dossier-made-pages = Страницы заявления
dossier-made-code = Код
dossier-made-copies = Файлы, которые вошли копией без места и устройства: { $count }. Оригиналы остаются в хранилище.
dossier-made-damaged = Файлы, которые не прочитались и названы недостающими: { $count }.
dossier-made-kept-back = Файлы, которые не вошли: они могут выдать место, а копию без него сделать нельзя: { $count }. С --original они войдут как есть.
dossier-made-replaced = Знаки, которых нет в шрифте, показаны номером: { $count }.
dossier-made-parts = Части в zip: { $count }. Для проверки нужны все.
dossier-made-too-large = Файлы больше любой части, возьмите их с собой на носителе: { $count }
dossier-made-next = Сохраните код или отдайте тому, кто сохранит: по нему потом видно, менялось ли что-нибудь. Получатель открывает verify.html. Досье может попасть в руки того, о ком оно.
dossier-too-long = Для одного заявления это слишком много. Выберите меньший срок или меньше эпизодов.
withhold-unknown-field = Поля { $rule } нет. Поля называются как в incidents.json: place, who, witnesses, words.
withhold-not-an-id = В { $rule } перед двоеточием стоит не номер записи.
statement-needs-language = Заявление пишется на казахском или русском: укажите --statement kk, ru или both.
eotinish-needs-size = Для e-Otinish укажите --for eotinish --max-mb и размер файла в мегабайтах, без других получателей.

## Form, preview and single files
iin-digits = Здесь не двенадцать цифр. Номер сохранён, как вы его ввели.
iin-date = Он не начинается с даты рождения. Номер сохранён, как вы его ввели: сверьте с удостоверением.
iin-checksum = Одна из цифр неверна. Номер сохранён, как вы его ввели: сверьте с удостоверением.
form-empty = Пока ничего не заполнено.
form-not-a-part = Укажите ЧАСТЬ=ТЕКСТ, где часть – fear, sleep, moved, work, medical или cost.
form-not-a-request = Просить можно: register, assess, protect, records, decision.
share-original = Оригинал лежит в { $path }, со всем, что записало в него устройство.
share-bare = Копия без места, времени и устройства лежит в { $path }. Оригинал остаётся как был.
share-not-bare = Копию этого файла без места и устройства сделать нельзя. С --original он выйдет как есть.
field-box = Прямоугольник
field-cover = Прямоугольник
field-born = Дата рождения
field-form = Форма

## Copies outside
copy-of-csv-incidents = Таблица эпизодов
copy-of-csv-acts = Таблица звонков и сообщений
copy-of-json = Всё в JSON
copy-of-dossier = Досье и бумаги рядом с ним
copy-of-summary = Справка для кризисного центра
copy-of-item = Файл
copy-of-backup = Резервная копия
copy-of-import = Импорт: файл, из которого взято
copy-of-alert = Сообщения тревоги, на этом телефоне и на чужих
copy-of-other = Другое
copies-none = Ничего не выходило наружу.
copies-unseen = Существует ли ещё копия, отсюда не видно.
copies-gone = вы отметили { $date }, что её больше нет

## What a check of a dossier says
verify-is-altered = Изменено
verify-is-consistent = Целостно, происхождение не проверено
verify-is-matches = Соответствует якорю
verify-reason-not-a-zip = Это не zip-архив, или список файлов в нём не читается.
verify-reason-name-unsafe = У одного из файлов имя, какого в досье не бывает. Не распаковывайте архив.
verify-reason-name-twice = Два файла с одним именем: { $name }.
verify-reason-file-missing = Не хватает файла: { $name }.
verify-reason-list-malformed = Список файлов (SHA256SUMS) не такой, какой записывает Pana.
verify-reason-file-added = Лишний файл, которого нет в списке: { $name }.
verify-reason-signature-malformed = Подпись (signature.txt) не такая, какую записывает Pana.
verify-reason-signature-forged = Подпись не принадлежит ключу этого досье.
verify-reason-list-altered = Список файлов (SHA256SUMS) не тот, который был подписан.
verify-reason-file-altered = Файл изменён или повреждён: { $name }.
verify-reason-proof-malformed = Доказательство (proof.json) не такое, какое записывает Pana.
verify-reason-incidents-malformed = Список записей (incidents.json) не такой, какой записывает Pana, или он из другого досье.
verify-reason-record-altered = Запись { $name } в доказательстве изменена.
verify-reason-record-differs = Запись { $name } в incidents.json говорит не то, что в доказательстве, или её файл — другой.
verify-reason-history-differs = Досье не соответствует истории, для которой сделан этот якорь.
verify-altered-means = Что-то в нём не такое, каким было при создании досье. Остальное не оценивалось. Запросите досье ещё раз.
verify-consistent-means = Все файлы — те, что были подписаны, а записи соответствуют доказательству. Кто и когда подписал, этим не установлено: кто сделает всё заново, тот и подпишет заново.
verify-anchor-none = Якорь не указан. С якорем, который был передан раньше, можно установить больше.
verify-anchor-other = Якорь относится к другому досье, к другому журналу или к более позднему времени. Из этого ничего не следует.
verify-matches-dossier = Всё в досье такое, каким было при его создании.
verify-matches-log = Записей, которые были в журнале в том же виде, когда был сделан якорь: { $covered } из { $records }. Об остальных якорь ничего не говорит.
verify-anchor-made = Якорь сделан
verify-dossier-made = Досье создано, как указано в нём
verify-files = Файлы
verify-records = Записи
verify-proves-not = Никакая проверка не показывает, что написанное — правда.
dossier-not-found = Досье здесь нет: укажите его папку или его zip-файлы.


## Что показано в заявлении
dossier-summary-timeless = Описано эпизодов: { $episodes }. Время эпизодов не указано. Приложено файлов: { $files }.
dossier-copy = Копия файла без сведений о съёмке (месте, времени, устройстве). Оригинал хранится у заявителя.
dossier-covered = Изображение, на котором закрыты отдельные части. Нетронутое изображение хранится у заявителя.
dossier-original-sum = SHA-256 оригинала: { $sum }
dossier-weeks-unknown = Не показаны действия за несколько недель, распределение которых неизвестно: { $amount }.
dossier-bands-lasting = Эпизод, который длился, назван в каждом периоде, на который он приходится. Действия, время каждого из которых неизвестно, посчитаны в периоде, когда эпизод начался.
dossier-of-suspect = сведения о преследователе
dossier-of-refusal = отказ от контакта { $date }
dossier-of-report = обращение { $date }
dossier-of-measure = мера с { $date }
route-quiet-child = Ребёнка не просят ничего менять.
route-line-elsewhere = Эта линия начинается или кончается не там, где названные места. Проверьте файл и места.
gpx-too-many-trips = В файле слишком много поездок: разделите его.
route-remind-trip = О какой поездке
route-remind-inside = После входа

## На телефоне, где фраза без app- называет команду или файл на столе

app-share-not-bare = Копию этого файла без места и устройства сделать нельзя. Он может выйти только как есть.
app-locked = Закрыто. Введите PIN-код.
app-internal = В программе произошла ошибка. Сохранённое раньше на месте. Откройте её снова.
app-not-done = Это сделать не удалось. Попробуйте снова.
app-key-store-unavailable = Хранилище ключей телефона сейчас недоступно. Разблокируйте экран телефона и попробуйте снова.
app-device-key-lost = Ключа этого телефона для хранилища нет. Введите код восстановления и задайте новый PIN-код.
app-damaged-volume = Часть хранилища повреждена. Запустите проверку в настройках.
app-damaged-write-ahead-log = Последняя часть хранилища повреждена. Запустите проверку в настройках.
app-damaged-media = Файл доказательства повреждён: прочитано не то, что было вложено. Ничего не записано. Запустите проверку в настройках.
app-damaged-kit = Часть, которая работает до ввода PIN-кода, повреждена. Введите PIN-код: это её восстановит.
app-damaged-row = Одна запись журнала повреждена. Остальные читаются. Запустите проверку в настройках.
app-no-vault = Здесь пока ничего нет. Начните заново или восстановите копию.
app-not-found = Этого здесь больше нет. Вернитесь и посмотрите список.
app-not-a-date = Выберите дату и время.
app-zone-needed = До 1 марта 2024 года время в областях различалось. Выберите, где это было.
app-date-without-offset = Не указан часовой пояс. Выберите, где были часы.
app-import-date-without-offset = В дате нет часового пояса. Выберите его для всего файла.
app-unknown-kind = Выберите вид из списка.
app-unknown-choice = Выберите из списка.
app-is-lifted = Этот случай – отдельная запись серии, и его слова стоят там тоже. Сначала верните его в серию.
app-acts-lifted = Некоторые записи этого импорта стали отдельными случаями. Сначала верните их в серию.
app-not-of-this-kind = У этого вида нет такого поля. Очистите поля прежнего вида.
app-not-a-person = Этого человека здесь больше нет. Выберите из списка.
app-not-an-order = Этой меры здесь больше нет. Выберите из списка.
app-breach-confirmed = В случае сказано, что он нарушает эту меру. Сначала уберите это в самом случае.
app-under-18-with-files = Здесь есть файлы. Сначала сотрите их вместе с этим случаем, потом запишите только ссылку и дату.
app-date-order-unknown = По датам этого чата не видно, какое число – день. Найдите сообщение, которое помните, и выберите.
app-offset-needed = У времени в этом чате нет часового пояса. Выберите, где был телефон.
app-owner-needed = Файл не говорит, кто из авторов вы. Выберите себя в списке.
app-owner-not-in-chat = В этом чате нет одного автора с таким именем. Выберите себя в списке или укажите, что вы в нём не писали.
app-nobody-chosen = Никто из выбранных не писал в этом чате. Тот ли это чат? Посмотрите список.
app-columns-unsure = Заголовки этой таблицы известны не наверняка. Посмотрите список и укажите, что есть что.
app-notice-head-altered = Кто-то изменил заголовок хранилища. Введите код восстановления на устройстве, которому доверяете, и смените ключи.
app-backup-no-own-key = Своего ключа пока нет. Один раз задайте PIN-код по коду восстановления или назовите другой ключ.
app-backup-for-nobody = Выберите, кто сможет открыть копию.
app-no-such-contact = Такого контакта нет. Выберите из списка.
app-contact-none = Контактов нет: тревога никому не уйдёт. Добавьте контакт.
app-none-made = Сначала сделайте якорь.
app-route-no-route = Между этими местами нет одобренного маршрута. Сначала добавьте его.
app-breach-confirm = Это только предложение. Скажите, нарушение ли это.
app-not-a-recipient = Это не ключ age, или в нём ошибка. Ключ начинается с age1.
app-backup-restored-note = Всё в копии сверено при чтении. Якоря, сделанные до этой копии, подходят; сделанные после неё – нет. Второго PIN-кода пока нет.
app-copy-none = ещё нет
app-withdrawn = Скрыто. Вернуть можно в любое время.
app-erase-asked-for = Будет стёрто: { $date }. До тех пор это можно отменить. В копиях, сделанных раньше, оно может остаться.
app-breach-proposed-again = Случай снова среди предложенных.
app-no-such-route = Такого маршрута нет. Выберите из списка.
app-no-such-route-place = Такого места нет. Выберите из списка.
app-trace-no-times = Это маршрут «{ $route }», но времени в файле нет: запишите поездку вручную.
app-trace-unsure = «{ $one }» или «{ $other }»: выберите, какой именно.
app-trace-new = Этот путь не похож ни на один одобренный маршрут, его длина { $metres } м. Если он вам подходит, одобрите его. След не сохранён.
app-backup-of-damaged = { $count ->
    [one] В журнале повреждено { $count } место, в копии оно такое же. Запустите проверку в настройках.
    [few] В журнале повреждено { $count } места, в копии они такие же. Запустите проверку в настройках.
   *[other] В журнале повреждено { $count } мест, в копии они такие же. Запустите проверку в настройках.
}

## Papers beside a dossier
for-you-title = Только для вас
for-you-alone = Этот лист только для вас. В досье его нет. Не отдавайте его и не оставляйте там, где его могут найти.
for-you-elements = Статья 115-1 по частям
for-you-elements-note = В каких эпизодах говорится о том, что называет статья. Это то, что вы записали, а не правовая оценка: её дают полиция и суд.
for-you-element = Что называет статья
for-you-episodes = Эпизоды
for-you-nothing-yet = пока ничего
for-you-overall = и то, что вы написали о вреде в целом
for-you-many = { $numbers } … (всего: { $count })
for-you-questions = О чём ещё спросит следователь
for-you-questions-note = Дополните, если это ещё можно найти. Если не знаете, так и скажите.
for-you-question = Чего не хватает
for-you-questions-none = Открытых вопросов не нашлось.
for-you-reads = Что узнает тот, о ком досье, если прочтёт его
for-you-reads-note = Материалы дела могут дойти до подозреваемого. Вот что в досье есть и что из него убрано:
for-you-what = Сведения
for-you-shown = В досье
for-you-code = Код этого досье
for-you-code-note = Сохраните код или дайте его тому, кому доверяете, но не кладите в само досье. Если потом ввести его на странице verify.html или в команде «pana dossier verify --anchor», будет видно, меняли ли что-нибудь в досье.
for-you-code-alt = QR-код с кодом досье
for-you-code-caption = Тот же код, для камеры телефона.
preview-name = Ваше имя
preview-born = Ваша дата рождения
preview-iin = Ваш ИИН
preview-contact = Ваш адрес и телефон
preview-representative = Ваш представитель
preview-episodes = Эпизодов
preview-places = Названные места
preview-timed-places = Эпизодов, по которым видно, где и в котором часу вы были
preview-positions = Точки на карте
preview-witnesses = Свидетели и как с ними связаться
preview-files = Файлов
preview-file-names = Имена файлов
preview-originals = Из них подлинников, которые могут выдать место, время или устройство
preview-withheld = Скрыто
preview-withheld-whole = записей и файлов целиком: { $count }
preview-withheld-in-part = записей и файлов частично: { $count }
preview-none = нет
preview-own-words = Ваши тексты не просматриваются: места и люди, названные в них, останутся. Что видно и слышно в файлах, тоже не проверяется.
applicant-title = Сведения о заявителе
applicant-note = Этот лист подаётся отдельно от остальных материалов.
applicant-name = Фамилия, имя, отчество
applicant-address = Адрес проживания
applicant-school = Место учёбы
applicant-phone = Телефон

## Страница для кризисного центра
summary-title = Краткая справка для кризисного центра
summary-note = Здесь только то, чем я хочу поделиться, чтобы не рассказывать всё заново. Прежде чем передать это дальше, спросите меня.
summary-who = Кто это делает
summary-when = Когда
summary-span = { $first } – { $last }, эпизодов: { $episodes }
summary-what = Что происходило
summary-danger = Признаки опасности
summary-refusal = { $when }; эпизодов после него: { $after }
summary-reports = Обращения в полицию
summary-wants = О чём прошу
summary-latest = Последние события
summary-nothing = Из журнала ничего не показано.
summary-origin = Составлено по журналу, который велся по ходу событий. Подробности и доказательства можно показать.
danger-weapon = угроза оружием
danger-assault = нападение
danger-abduction = принуждение к браку или похищение
danger-child = подход к ребёнку
danger-home-entry = приход к дому или в дом
summary-made = Страница лежит в { $path }. Передайте её из рук в руки: её прочтёт любой, у кого она есть.
