# Words in English. The same keys and variables stand in kk.ftl and ru.ftl; a test compares them.
# Short sentences, verbs first, no blame. An error says what to do. Nothing claims more than the program knows.

## Kinds of incident

kind-call = Calls
kind-msg = Messages
kind-social = Social media
kind-gift = Unwanted gifts
kind-follow = Following
kind-loiter = Waiting at home, work, study
kind-visit = Uninvited visit
kind-damage = Property damage
kind-threat = Threats
kind-third = Third-party contact
kind-track = Tracker, stalkerware
kind-hack = Account intrusion
kind-image = Image abuse
kind-dox = Doxxing
kind-fake = Impersonation
kind-bully = Cyberbullying, humiliation
kind-child = Contact with children
kind-marry = Forced marriage, abduction
kind-pressure = Pressure
kind-assault = Assault
kind-breach = Order breach
kind-other = Other

## Kinds of place

place-home = Home
place-work = Work
place-study = Place of study
place-street = Street
place-venue = Café, shop, venue
place-transport = Transport
place-online = Online
place-other = Another place

## Fields of an incident

field-id = Id
field-episode = №
field-incident = Incident
field-kind = Kind
field-at = When
field-time-words = When, in your words
field-until = Until
field-what = What happened
field-words = Words said
field-place = Where
field-position = On the map
field-who = Who
field-numbers = Numbers
field-person = Person
field-people = Who is behind it
field-description = Description
field-relation = What they are to you
field-identity = Numbers, accounts, vehicles
field-since = Since when
field-sure = How sure who it was
field-reason = Why you think so
field-breach-reason = Why it is no breach
field-seen = How you know
field-answered = You answered
field-own = Other details
field-harm = Harm
field-breach = Measure broken
field-lacking = Still missing
field-after-refusal = After the refusal
field-refusal = Refusal
field-channel = By what way
field-report = Report to the police
field-way = How it was reported
field-talon = Talon
field-kui = KUI
field-erdr = ERDR
field-answer = Answer
field-measure = Measure
field-from = From
field-to = To
field-sort = Sort of entry
after-refusal = after the refusal
breaks-order = breaks an order
person-hidden = hidden
field-witnesses = Witnesses
field-count = How many
field-acts = Calls and messages
field-evidence = Evidence
field-name = File name
field-written = Written
field-amended = Amended
field-withdrawn = Hidden since
field-erase-due = Will be erased
field-minor = Erase at once
field-after = Page marker
field-offset = Offset from UTC
field-rows = Rows
field-columns = Columns
field-act = Act
field-import = Import
witness-testifies = would testify
witness-declines = would not testify
about = about { $value }
day-only = { $date }, only the day is known
month-only = { $month }, only the month is known
year-only = { $year }, only the year is known
part-night = night
part-morning = morning
part-afternoon = afternoon
part-evening = evening
written-late = written later
yes = yes
no = no
precision-exact = exact
precision-about = about
precision-part = part of a day
precision-day = day
precision-month = month
precision-year = year
sure-sure = sure
sure-likely = likely
sure-unsure = unsure
saw-myself = saw or heard it myself
was-told = was told
acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}

## Fields of single kinds

own-channel = Through which channel
own-sender_id = Name or number of the sender
own-url = Link
own-account = Account
own-carrier = Who delivered it
own-plate = Number plate
own-clothing = Clothing
own-cctv_owner = Who owns the camera
own-access = How he got in
own-item = What was damaged
own-cost = What it cost, with the currency
own-weapon = Weapon
own-whom = Through whom
own-message = What he had them say
own-device = Device
own-serial = Serial number
own-under_18 = Someone under 18 is in it (yes or no)
own-data_type = What data
own-platform = On which platform
own-child = Child
own-school = School
own-form = What kind of pressure
own-injury = Injury
own-order_number = Number of the order
harm-fear = Fear
harm-sleep = Sleep
harm-moved = Moving, places given up
harm-work = Work, study
harm-medical = Doctor, psychologist
harm-cost = Cost

## What should not wait

urgent-call = If the danger is near now, call: { $numbers }
urgent-weapon = A threat with a weapon is a sign of danger.
urgent-assault = An assault is a sign of danger. Let a doctor see the injuries and write them down.
urgent-abduction = Tell at once of a forced marriage or a planned abduction.
urgent-child = Approaching a child is a sign of danger. Tell the school who may pick the child up.
urgent-home-entry = Getting into a home is a sign of danger. Think of changing the lock.

## What is missing

lacks-confirmed = your confirmation
lacks-exact-time = the exact time
lacks-place = the place
lacks-what = what happened
lacks-evidence = evidence
lacks-witness = a witness: who may have seen it
lacks-witness-asked = whether the witness would testify
lacks-witness-contact = how to reach the witness
lacks-harm = what it did to you
lacks-identity = who it was
lacks-identity-reason = why you think it was him
lacks-saw-or-told = whether you saw it or were told
lacks-told-by = who told you
lacks-answered = whether you answered
lacks-words = his exact words
lacks-screenshot-id = the name or number of the sender on the screenshot
lacks-url = the link or the account
lacks-cctv-owner = whose camera is near
lacks-cost = what it cost
lacks-medical = a paper from a doctor
lacks-order = which order was broken

## People

entry-person = Person
entry-refusal = Refusal
entry-report = Report to the police
entry-measure = Measure
entry-dismissal = No breach
identity-number = Number
identity-account = Account
identity-vehicle = Vehicle
identity-address = Address
identity-other = Other
relation-spouse = Spouse
relation-ex-spouse = Former spouse
relation-partner = Partner
relation-ex-partner = Former partner
relation-relative = Relative
relation-acquaintance = Acquaintance
relation-colleague = Colleague
relation-neighbour = Neighbour
relation-classmate = Fellow student
relation-stranger = Stranger
relation-other = Other
relation-unknown = Unknown
relation-common-child = child together
relation-lives-with-me = lives with me

## Refusal

channel-spoken = In person
channel-call = Call
channel-msg = Message
channel-social = Social media
channel-letter = Letter
channel-through-someone = Through someone
channel-other = Otherwise
refusal-words-short = I ask you not to contact me any more.
refusal-words-long = I do not want any contact with you. Do not call, write to or approach me or those close to me. This is my final answer.
refusal-advice = Say it once, and only if it brings you no danger. Then do not reply. Note the time and the way, and keep a screenshot.

## Police

way-102 = Call to 102
way-station = At the station
way-e-otinish = e-Otinish
way-other = Otherwise
measure-fine = Fine
measure-arrest = Arrest
measure-protective-order = Protective order
measure-special-requirements = Special requirements
measure-register = Preventive register
measure-no-approach = No-approach measure
measure-other = Another measure
breach-confirm = This is only a proposal. If it is a breach, say so: pana order confirm INCIDENT ORDER. If it is none: pana order dismiss INCIDENT ORDER --reason TEXT
breach-proposed-again = It is proposed again: pana order breaches.
talon-without-digits = The number of the talon has no digit. It is kept as typed; compare it with the paper.
talon-odd-sign = The number of the talon has an unusual sign. It is kept as typed; compare it with the paper.
talon-too-long = The number of the talon is longer than usual. It is kept as typed; compare it with the paper.
erdr-length = A number in the register of investigations usually has 15 digits. It is kept as typed; compare it with the paper.
kui-without-digits = The number in the book of statements has no digit. It is kept as typed; compare it with the paper.
order-without-person = It does not say against whom: no breach of it will be proposed.
reminder-order-ends = an order ends
reminder-arrest-ends = an arrest ends
reminder-talon-missing = no talon was given: ask for its number
reminder-no-answer = no answer came: ask with the number
reminder-cctv = a camera may record over it: ask as soon as you can to keep it
bring = Take along
bring-about = This list is our own advice.
bring-document = Your identity document.
bring-statement = The statement of the dossier, printed and signed; or say there all that stands in it.
bring-dossier = The dossier as a file, and its code written down apart from it.
bring-originals = The phone or disk with the original files. Delete none of them.
bring-witnesses = Names and numbers of witnesses who agree to speak.
bring-earlier = Numbers of earlier reports, and of orders and measures.
bring-someone = Someone you trust, if you do not want to go alone.

## PIN and code

ask-pin = PIN:
ask-pin-again = The same PIN again:
ask-pin-new = New PIN:
ask-pin-second = Second PIN:
ask-pin-confirm = Type your PIN once more to erase:
ask-code = Recovery code (7 groups of 5):
wrong-secret = This PIN or code does not open the vault.
too-many-tries = Too many wrong tries. Nothing was tried now. The recovery code works at any time.
wait-seconds = { $count ->
    [one] Try again in { $count } second.
   *[other] Try again in { $count } seconds.
}
wait-minutes = { $count ->
    [one] Try again in { $count } minute.
   *[other] Try again in { $count } minutes.
}
pin-empty = The PIN is empty. Type at least four characters.
pin-too-long = The PIN is too long. Choose a shorter one.
pin-too-simple = Choose another PIN: at least four characters, not one character repeated, not a run such as 1234.
pins-differ = The two PINs differ. Nothing was changed. Start again.
code-typo = Check group { $group } of the recovery code: there is a typo in it.
code-length = The recovery code has 7 groups of 5 characters. Check that none is missing.
no-pin = Give a PIN: run this in a terminal, or set { $variable }.
not-unicode = { $variable } is not valid text. Set it anew.
recovery-code = Recovery code
recovery-code-advice = Write it on paper now: it is shown only this once. Do not photograph it and do not keep it in the phone. Keep the paper where only you look. With it you open the vault if you forget the PIN or lose this device's key.
recovery-code-void = The old recovery code no longer works. Destroy the old paper.
second-pin-note = A second PIN may satisfy someone looking over your shoulder. It does not hide the app, and a specialist may find traces.

## What went wrong

not-done = This could not be done. Check the command and try again.
device-key-lost = This device's key for the vault is missing. Set a new PIN with the recovery code: pana recover.
damaged-head = Both copies of the vault's head are damaged. This is not a wrong PIN. Keep the folder as it is and use your copy.
damaged-slot = A key slot of the vault is damaged. This is not a wrong PIN. Try the recovery code.
damaged-volume = A part of the vault is damaged. Keep the folder as it is and run: pana check.
damaged-write-ahead-log = The latest part of the vault is damaged. Keep the folder as it is and run: pana check.
damaged-media = The evidence file is damaged: what was read is not what was put in. Nothing was written. Run: pana check.
damaged-kit = The part that works before the PIN is damaged. Keep the folder as it is and run: pana check.
damaged-row = An entry of the log is damaged. The rest can be read. Run: pana check.
unknown-version = A newer version of this app wrote it ({ $found }). Update the app and try again.
in-use = Another program has this vault open. Close it there and try again.
no-vault = There is no vault in this folder. Check --vault, or make one: pana init.
vault-exists = There is a vault in this folder already. Nothing was changed. Choose another folder.
no-vault-named = Name the vault's folder: --vault DIR or PANA_VAULT.
disk-full = The disk is full. What was saved before is still there. Make room and try again.
disk-read-only = This folder can't be written to. Check who may write there and try again.
disk-failed = The disk did not take or give the data. What was confirmed before is still there. Check the disk and try again.
clock-unreadable = The device's clock could not be read. Check the system and try again.
not-found = There is nothing under this id. Look it up: pana incident list, pana evidence list.
usage = The command could not be read. See: pana --help.
needs-own-run = Run this command by itself, not in a batch.
stdin-in-batch = A batch can't read from standard input for this. Write the text into the line.
quotes-open = A quotation mark is not closed.
line-not-text = This line is not valid text (UTF-8).
line-too-long = This line is too long.

## Files

file-not-found = There is no such file. Check the path.
file-exists = There is a file with this name already. It was left as it is. Choose another name.
file-unreadable = The file could not be read. Check who may read it and try again.
file-unwritable = The file could not be written. Check the folder and try again.
file-is-folder = This is a folder. Name a file.
folder-not-empty = This folder is not empty. Choose a new one.
text-not-utf8 = The text is not valid UTF-8. Save it as UTF-8 and try again.
key-file-in-vault = The device key file lies inside the vault's folder. Keep it elsewhere: whoever copies the folder would have both.
key-file-open = Others may read the device key file. Take their access away: chmod 600 { $path }
key-file-link = The device key file is a link. Name the file itself.
key-file-damaged = The device key file can't be read: line { $line } is damaged. Put a copy of the file back, or set a new PIN with another key file: pana recover --device-key NEW.
key-file-unavailable = The device key file can't be used now. Check its folder and try again.
no-config-folder = The folder for settings was not found. Name the key file: --device-key PATH.

## What a field can't take

invalid = { $field }: { $reason }
date-without-offset = Add the offset from UTC, as +05:00 in 2026-02-01T21:30+05:00, or say where the clock was: --zone west, kyzylorda, rest.
zone-needed = Before 1 March 2024 clocks in the regions differed. Say where it was: --zone west, kyzylorda or rest.
zone-unknown-then = Before 2005 add the offset yourself, as in 2004-02-01T21:30+06:00.
time-came-twice = That night the clock was set back and this time came twice: first as +06:00, then as +05:00. Add the one you mean.
not-a-date = Write date and time as 2026-02-01T21:30+05:00. If it is not known exactly: 2026-02-01/evening, 2026-02-01, 2026-02 or 2026.
not-an-offset = Write the offset from UTC like this: +05:00.
date-out-of-range = Check the year: it must lie between 1900 and 2200.
end-before-start = The end lies before the beginning. Check both.
in-the-future = This time has not come yet. Check the date.
too-long = The text is too long. Put the long part into a file and attach it as evidence.
too-many = There are too many of them. Write the rest into a second incident.
empty = Write something here.
nul = The text holds a zero byte. Take it out.
unknown = The app does not know this. Check it.
not-yes-or-no = Write yes or no.
not-a-number = Write a number, as 40 or about:40.
unknown-kind = Choose a known kind. For incidents see: pana incident kinds. For places: home, work, study, street, venue, transport, online, other.
zero = The number must be at least 1.
not-an-image = Only an incident of the kind "image" can be erased at once.
import-undone = This import was undone. Import the file again to have its acts back; what is hidden can only be erased.
is-lifted = This incident stands for a single act of a series, where its words stand too. Put it back first: pana series unlift.
already-lifted = This act is an incident of its own already.
not-lifted = This act is in its series. There is nothing to put back.
only-act = This is the only act of the series. Use the series itself as the incident.
acts-lifted = Single acts of this import are incidents of their own. Put them back first: pana series unlift.
not-a-series = This incident has no single acts behind it.
not-of-a-series = A series is of calls or of messages: call or msg.
not-typed = This series was imported. Only a series written by hand takes more rows.
known-already = The log has all of these acts already.
not-a-direction = Write the direction as incoming, outgoing, missed, rejected, blocked or voicemail.
not-seconds = Write the duration in whole seconds, as 65.
not-a-column = Write columns like this: when=Date,number=Number B.
not-on-earth = There is no such place: latitude goes from -90 to 90, longitude from -180 to 180.
not-a-position = Write the position as 43.238949,76.889709, or with how many metres it may be off: 43.238949,76.889709,20.
not-of-this-kind = This kind has no such field. See pana incident kinds. When you change the kind, clear its former fields: --own FIELD=.
not-a-pair = Write it as NAME=text.
unknown-harm = Choose fear, sleep, moved, work, medical or cost.
not-saw-or-told = Write myself, told, or told:WHO.
not-a-certainty = Write sure, likely or unsure; with the reason: likely:REASON.
unknown-choice = Choose one of the list: --help.
not-a-person = There is no person under this id. See pana person list.
not-an-order = There is no measure under this id. See pana order list.
breach-confirmed = The incident says that it breaks this measure. To take that back: pana incident amend INCIDENT --breach "".
other-sort = This is an entry of another sort.
not-a-partial-date = Write the date as 2022, 2022-12 or 2022-12-05.
under-18 = An image of someone under 18 must not be kept: write down the link and the date only, and tell 111 or 102.
under-18-with-files = Files are attached here. Erase it first: pana incident erase ID --minor; then write down the link and the date only.

## What an import can't take

not-an-export = This is not a file that can be imported. Take the XML of "SMS Backup & Restore", an exported WhatsApp chat, Telegram's result.json, or a table (CSV, XLSX) with a date and a number.
empty-file = The file is empty. Export it again.
too-many-numbers = There are too many numbers in this file. Export a shorter period.
too-many-rows = There are too many rows in this file. Export a shorter period.
offset-out-of-range = Check the offset from UTC: it must lie between -18:00 and +18:00.
file-cut = The file ends in the middle. What came before was read. Export it again.
row-malformed = This row can't be read.
row-too-long = This row is too long.
row-unknown-entity = A sign in this row can't be read.
row-of-other-kind = This row is of another kind than calls and messages.
date-missing = This row has no date.
date-unreadable = The date of this row can't be read.
date-implausible = The date of this row can't be right.
number-too-long = The number in this row is too long.
group-too-large = This message went to too many numbers.
text-too-long = The text of this row is too long.
date-order-unknown = The dates of this chat do not show which number is the day. Look at one message you remember, and say it: --date-order dmy, mdy or ymd.
offset-needed = The times of this chat have no offset from UTC. Say it: --offset +05:00, or a region whose clocks it showed: --offset west, kyzylorda or rest.
owner-needed = This file does not say which of the authors you are. Say it as the list names you: --me NAME.
owner-not-in-chat = No one author of this chat is called so. Take the name as the list shows it, or --me "" if you wrote nothing in it.
nobody-chosen = None of those you chose wrote in this chat. Is it the right one? Look at the list: pana import FILE --list.
columns-unsure = The headings of this table are not known for certain. Look at the list, then say --columns guessed, or name them: --columns when=…,number=….
json-too-deep = This file is nested deeper than any export. It was not read.
zip-encrypted = This zip has a password. Unpack it on your device and import the file inside.
zip-method = This zip is packed in a way that can't be read here. Unpack it and import the file inside.
zip-damaged = This zip is damaged. Export it again.
archive-expands = Far more comes out of this file than an export holds. It was not read further.
several-exports = There are several exports in this zip. Unpack it and import them one by one.
medium-missing = The file of this message is not there. The message itself was taken in.
medium-damaged = The file of this message can't be read. The message itself was taken in.

## What a check found

page-damaged = A page of the log is damaged.
structure-damaged = The order of the log is damaged.
evidence-changed = The evidence is not what was put in.
evidence-missing = The evidence file is missing.
evidence-damaged = The evidence file is damaged.
file-without-record = Nothing in the log belongs to this file.
key-lost = The key of this evidence is lost: its content can't be read. The log says when it came and what its hash was.
unreadable = This entry can't be read.
differs = This entry differs from its history.
missing = This entry is in the history and not in the log.
not-erased = This entry was erased, and some of it is still here.
history-altered = This record of the history was altered.
history-emptied = The text of this record of the history is missing, and nobody erased it.
history-missing = Records of the history are missing.
history-rewritten = What stands before this anchor is not what stood there when it was made.
history-uncounted = Records of the history have numbers that would be given again: the counter was set back.
clock-back = This record is older than the one before it.

## What was noticed while opening

notice-head-repaired = One copy of the vault's head was damaged. It was made anew from the other.
notice-header-repaired = A header in the vault was damaged. It was made anew from its copy.
notice-last-save-may-be-missing = The program ended in the middle of a save. Check your last entry: it may be missing.
notice-damage-set-aside = Some saved data was damaged. What was saved before it is here; the damaged bytes are kept aside. Check your last entries.
notice-opened-with-second-pin = Opened with the second PIN: { $at }.
notice-more-openings = { $count ->
    [one] And { $count } more opening.
   *[other] And { $count } more openings.
}
notice-damaged-openings = { $count ->
    [one] { $count } record of an opening is damaged.
   *[other] { $count } records of openings are damaged.
}
notice-opening-not-recorded = This opening could not be recorded. Check the disk.
notice-kit-repaired = The part that works before the PIN was damaged. It was made anew from the contacts in your log. Check whether an alert or a check-in is running.
notice-rekey-finished = The change of keys that was interrupted is finished now.
notice-head-altered = Someone altered the vault's head. Use the recovery code on a device you trust, and re-key: pana pin change --rekey.

## What was done

made-vault = The vault is made: { $path }
written-down = Written down: { $id }
amended = Amended: { $id }. The earlier text stays in the history.
withdrawn = Hidden: { $id }. Bring it back at any time: pana incident restore { $id }
entry-withdrawn = Hidden: { $id }. Bring it back at any time.
restored = Back in the log: { $id }
erase-asked-for = { $id } will be erased: { $date }. Until then you can stop it: pana incident erase-cancel { $id }. Copies made earlier may still hold it.
erased = Erased: { $id }. Copies made earlier may still hold it.
erase-cancelled = { $id } stays. It will not be erased.
evidence-added = Kept unchanged: { $name }, { $bytes } bytes
evidence-taken-out = Taken out and compared: { $path }
evidence-covered = Made: { $name }. The untouched picture stays as it is. In a dossier the covered one goes instead of it.
evidence-covered-from = parts covered, made of { $id }
not-a-picture = Only JPEG and PNG pictures of up to 12 MB can be covered.
cover-none = Say which parts of the picture to cover.
cover-too-many = Cover at most 100 parts of a picture.
cover-outside = One of the boxes lies outside the picture. Count pixels from its upper left corner.
not-a-box = Write a box as four numbers: from the left, from above, width, height.
evidence-copy-note = This copy lies outside the vault. Delete it when you no longer need it.
pin-changed = The PIN is changed. The old one no longer opens the vault.
pin-set = The new PIN is set.
second-pin-set = The second PIN is set.
second-pin-removed = The second PIN and what was behind it are removed.
nothing-here = Nothing here yet.
nothing-found = Nothing found.
no-incident-found = No such incident was found.
next-page = More: --after { $cursor }
status-incidents = Incidents
status-acts = Single acts
status-evidence = Evidence files
device-key-note = The device key is a file here: weaker than a phone's key, which can't be copied out. Whoever copies this file and the vault can try PINs elsewhere.
check-ok = Everything was read. No damage was found.
check-damaged = { $count ->
    [one] { $count } place is damaged. The rest stays usable.
   *[other] { $count } places are damaged. The rest stays usable.
}
check-set-aside = kept aside
import-withheld = (withheld)
import-choose = Nothing was stored. Choose: --only NUMBER,NUMBER or --all.
import-rows = Rows in the file
import-added = New in the log
import-known = Known already
import-skipped = Other numbers, not kept
lifted = An incident of its own now: { $id }
unlifted = Back in its series: { $id }
import-own = (you)
import-columns = Columns of the table:
import-media = Files kept as evidence
import-undo = To take all of it back: pana series undo { $id }
import-undone-now = { $count ->
    [one] { $count } act left the log. The file can be imported again.
   *[other] { $count } acts left the log. The file can be imported again.
}
import-rejected = Not readable
import-line = line { $line }: { $why }
import-date-without-offset = The date has no offset from UTC. Say it for the whole file: --offset +05:00.
working-import = Reading
working-evidence = Sealing
working-take-out = Taking out
working-check = Checking
working-rekey = Sealing under a new key

## The demo's page

demo-title = PANA · demo
demo-intro = Everything here is invented. What follows was just done by the commands you would use.
demo-read = Read from the phone
demo-read-value = { $rows } calls, { $numbers } numbers; { $chosen } numbers chosen
demo-added = Taken in
demo-added-value = { $added } calls; { $skipped } rows of other people were not kept
demo-written = Written by hand
demo-written-value = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}, in Kazakh and Russian
demo-refusal = Said no
demo-search = Search “{ $words }”
demo-search-value = { $count ->
    [one] { $count } incident found
   *[other] { $count } incidents found
}
demo-evidence = Evidence put in
demo-check = Check
demo-check-value = no damage found
demo-check-damaged = damage found: { $count }
demo-anchor = Anchor
demo-anchor-value = { $count } records, also as a QR picture:
demo-dossier = Dossier
demo-dossier-value = { $episodes } episodes, { $files } files, statement in Kazakh and Russian ({ $pages } pages)
demo-dossier-checked = Dossier checked
demo-dossier-fits = consistent; matches its code; of { $records } records the anchor covers { $covered }
demo-dossier-differs = not as it was made
demo-where-dossier = dossier
demo-looked = Locked, then looked through
demo-looked-value = { $files } files, { $megabytes } MB: { $needles } entered words and numbers, found { $found }
demo-copy = Copy elsewhere
demo-copy-value = { $size }, sealed for the recovery code
demo-restored = Made from that copy
demo-restored-value = { $incidents } incidents, { $acts } acts, { $evidence } files, as before; the anchor fits
demo-restored-differs = { $incidents } incidents, { $acts } acts, { $evidence } files: not what it was
demo-where = Where everything is
demo-where-vault = vault
demo-where-key = device key
demo-where-phone = the phone's files
demo-where-anchor = anchor
demo-where-copy = copy
demo-where-second = second vault
demo-where-secrets = PIN, recovery code
demo-try = Look around
demo-remove = Delete the folder when you are done.

## History, anchors, proofs

anchor-made = { $count ->
    [one] Anchor over { $count } record:
   *[other] Anchor over { $count } records:
}
anchor-line = Anchor, { $at }, records: { $count }: { $code }
anchor-advice = Send it to someone you trust, or write it down away from this device. It tells nothing of what is in the log. With it anyone can later see whether a record before it was changed.
anchor-unchanged = { $count ->
    [one] { $count } record is unchanged since this anchor.
   *[other] { $count } records are unchanged since this anchor.
}
anchor-changed = This anchor does not fit the history: a record before it was changed, or it is the anchor of another log.
anchor-shorter = The history has fewer records than this anchor covers ({ $count }): some were removed, or it is the anchor of another log.
anchor-malformed = An anchor has 64 letters and digits in groups of four. Some are missing, or too many.
anchor-typo = A letter or digit of this anchor was copied wrongly. Compare it again.
none-made = Make an anchor first: pana anchor make.
picture-kind = Name a file that ends in .png or .svg.
proof-made = The proof is here: { $path }
proof-holds = { $count ->
    [one] The record stands in a history of { $count } record, word for word. When that was, an anchor tells.
   *[other] The record stands in a history of { $count } records, word for word. When that was, an anchor tells.
}
proof-fits-anchor = The record was there, word for word, when this anchor was made.
proof-of-other-anchor = The proof holds, but it leads to another anchor than this.
proof-fails = This proof does not hold: something in it was changed.
history-exported = The whole history is here, readable by anyone who has the file: { $path }. Every text of the log is in it. Delete it once it was checked.
consistency-made = The proof that nothing earlier was changed is here: { $path }
consistency-holds = The later history begins with the earlier one, unchanged. Records: { $old }, then { $new }.
not-a-proof = This file is not a proof.

action-create = written down
action-amend = changed
action-attach = evidence attached
action-withdraw = hidden
action-restore = brought back
action-erase-asked = asked to erase
action-erase-cancelled = erasure stopped
action-erased = erased
action-import = imported
action-import-undone = import undone
action-export = exported
action-view-for-export = looked at for an export
action-anchor = anchor made
action-clock-jump = the clock jumped
action-opening = opened with the second PIN
action-confirm = confirmed
action-recovered = recovered with the code
action-re-keyed = sealed under new keys
action-lift = act lifted out
action-unlift = act put back
action-gone = (its text was erased)

## Law: how sure a statement is

law-seen = read there, no official text
law-from-memory = from memory, found in no source
law-conflicting = sources differ
law-own-choice = our own choice
law-source = Source: { $source }. Checked on { $date }: { $status }.
law-no-advice = This is not legal advice. Ask a lawyer or a crisis centre.

## Figures

stats-incidents = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
stats-weeks = Acts by week
stats-each-column = { $count ->
    [one] A column is { $count } week.
   *[other] A column is { $count } weeks.
}
stats-hours = Acts by day of the week and hour
stats-hour-unknown = The hour is not known
stats-kinds = Acts by kind
stats-numbers = Acts by number
stats-other-numbers = { $count ->
    [one] { $count } other number
   *[other] { $count } other numbers
}
stats-many-numbers = Very many other numbers
stats-several-numbers = One of several numbers
stats-no-number = No number, or withheld
stats-places = Acts by place
stats-no-place = No place written
stats-bands = Acts by the state of article 115-1
stats-refusal = Before and after you said no
stats-before = Before { $at }
stats-after = After { $at }
stats-measures = Acts during measures
stats-about = ≈, and ░ in bars: by a number or a time that is only roughly known. Acts counted by hand stand where they began.
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun

## Export

ask-pin-export = Type your PIN once more to export:
export-made = Written: { $path } ({ $incidents }). It can be read without a PIN.
acts-are-in-json = Leave out --acts: with json every call and message is in the file.
field-number = Number
field-refused = When you said no
field-precision = How well the time is known
field-count-about = Roughly
field-place-label = Where exactly
field-direction = Direction
field-seconds = Seconds
field-text = Text
act-channel-phone = Phone
act-channel-whatsapp = WhatsApp
act-channel-telegram = Telegram
act-channel-other = Other
not-a-day = Write the day like this: 2026-02-01.
direction-incoming = incoming
direction-outgoing = outgoing
direction-missed = missed
direction-voicemail = voicemail
direction-rejected = declined
direction-blocked = blocked
direction-draft = draft
direction-failed = failed
direction-answered-elsewhere = answered on another device
direction-unknown = unknown

## Copies elsewhere

backup-made = The backup is here: { $path }
backup-made-at = Backup made
backup-records = Records of the history
backup-opens-with-code = It opens with your recovery code. Take it away from this device, to someone you trust or to a place of your own.
backup-opens-with-others-key = It opens only with the keys you named, not with your recovery code.
backup-of-damaged = { $count ->
    [one] { $count } place of the log is damaged, and the backup holds it as it is. Run: pana check.
   *[other] { $count } places of the log are damaged, and the backup holds them as they are. Run: pana check.
}
backup-restored = The vault is made from the backup: { $path }
backup-restored-note = Everything in the backup was compared while it was read. Anchors made before this backup still fit; later ones do not. There is no second PIN yet: pana second set.
backup-key-written = The age key of your recovery code is here: { $path }. Whoever has this file can open your backups. Delete it when you no longer need it.
working-backup = Backing up
working-restore = Restoring
status-copy = Last copy
copy-none = none yet. Make one: pana backup make
copy-days = { $count ->
    [0] { $date }, less than a day ago
    [one] { $date }, { $count } day ago
   *[other] { $date }, { $count } days ago
}
not-a-recipient = One of the keys after --to is no age key, or a character of it is wrong. It begins with age1.
not-an-identity = This file holds no age secret key, or a line of it is wrong. A key begins with AGE-SECRET-KEY-1.
not-a-backup = This file is not a backup.
backup-no-own-key = No key of your own is there yet. Set a PIN with the recovery code once (pana recover), or name another key: --to.
backup-for-nobody = Name someone who can open the backup: --to.
backup-for-too-many = A backup can be for 20 keys at most.
backup-of-newer-version = A newer version of this app made this backup. Update the app and try again.
backup-for-another-key = This backup is for another key. Check the recovery code: it must be the one that was valid when the backup was made.
backup-altered = Something in this backup was changed. No vault was made from it. Take another copy.
backup-cut-short = The end of this backup is missing or damaged. No vault was made from it. Copy the whole file again.

## Messages by SMS

# All in the 7-bit alphabet, where one message holds 160 characters. `who` is the name with its colon, or nothing.
sms-alert = { $who }HELP! Call me; no answer - call 102. { $place } { $time }
sms-alert-polite = { $who }HELP! Call me; no answer - call 102. { $place } { $time }
sms-alert-quiet = { $who }HELP! Do NOT call me, call 102. { $place } { $time }
sms-alert-quiet-polite = { $who }HELP! Do NOT call me, call 102. { $place } { $time }
sms-no-place = { $who }HELP! Call me; no answer - call 102. Place unknown. { $time }
sms-no-place-polite = { $who }HELP! Call me; no answer - call 102. Place unknown. { $time }
sms-no-place-quiet = { $who }HELP! Do NOT call me, call 102. Place unknown. { $time }
sms-no-place-quiet-polite = { $who }HELP! Do NOT call me, call 102. Place unknown. { $time }
sms-update = { $who }{ $number }: { $place } { $accuracy } { $time }. Still need help.
sms-update-no-place = { $who }{ $number }: place unknown { $time }. Still need help.
sms-start = { $who }on my way, due { $due }. No word by then - call me.
sms-start-polite = { $who }on my way, due { $due }. No word by then - call me.
sms-start-quiet = { $who }on my way, due { $due }. No word by then - call 102.
sms-start-quiet-polite = { $who }on my way, due { $due }. No word by then - call 102.
sms-missed = { $who }no word, due { $due }. Call; no answer - call 102.
sms-missed-polite = { $who }no word, due { $due }. Call; no answer - call 102.
sms-missed-quiet = { $who }no word, due { $due }. Do NOT call me, call 102.
sms-missed-quiet-polite = { $who }no word, due { $due }. Do NOT call me, call 102.
sms-safe = { $who }I am safe, no help needed now. { $time }
sms-test = { $who }this is a TEST, no help needed. Reply 1. { $time }
sms-test-polite = { $who }this is a TEST, no help needed. Reply 1. { $time }
sms-number = { $number }:
sms-answer = reply { $answer }
sms-accuracy-m = +-{ $value }m
sms-accuracy-km = +-{ $value }km

## What a contact should do

advice-do-not-ring = Do not ring her: the phone may be hidden.
advice-ring-first = Ring her first.
advice-call-102 = If there is no answer, call 102 and tell the name, the place and the time of the place.
advice-not-alone = Do not go there alone.
advice-tell-nobody = Tell nobody but the police where she is.
advice-wait = Remember the time. If there is no word after it, act.
advice-answer-test = This is a test. Reply to the message with 1.
advice-answer-code = If you can help, reply with the three digits of the message.
advice-not-confirmed = Sender not confirmed: treat the message as real.

## Drill

drill-contacts-good = There are contacts.
drill-contacts-bad = There are no contacts: an alert would reach nobody. Add two people at least.
drill-name-good = Messages carry your name.
drill-name-bad = Your name is missing: readers know you by the number alone.
drill-second-tier-good = If the first do not answer, others are told.
drill-second-tier-bad = All are told at once and nobody is left after them. Put someone into the second tier.
drill-elsewhere-good = One of your contacts lives elsewhere.
drill-elsewhere-bad = All contacts are in one place. Someone in another city would help.
drill-harmless-good = Each contact has an unremarkable phrase.
drill-harmless-bad = Someone has no unremarkable phrase: when the second PIN seems to stop an alert, they get nothing.
drill-warned-good = All were asked to tell nobody where you are.
drill-warned-bad = Someone was not warned yet: ask them to tell nobody where you are.
drill-sim-good = A SIM card is in and sees a network.
drill-sim-bad = No SIM card or no network: messages can not go out. 112 can be called all the same.
drill-sim-unknown = Look at SIM card and network yourself: the app can not know.
drill-credit-unknown = Look for yourself whether there is credit for messages: the app can not know.
drill-permission-good = Messages may go out by themselves.
drill-permission-bad = Messages do not go out by themselves: each time you press Send.
drill-permission-unknown = Look at the permission to send in the settings of the phone.
drill-location-good = The place may be found out.
drill-location-bad = The place may not be found out: messages will name none.
drill-location-unknown = Look at the permission for location in the settings of the phone.
drill-background-good = The battery rules leave the app alone.
drill-background-bad = The phone may stop the app: keep it open during an alert, and lift the battery rules.
drill-background-unknown = Look at the battery rules in the settings of the phone, and allow the app to start by itself: the app can not know.
drill-last-drill-good = The last drill is less than a month ago.
drill-last-drill-bad = There was no drill with your contacts, or it is over a month ago. Let them have a test message.
drill-traces-unknown = Messages stay in the phone’s Messages app and on the bill.
tested-never = No test message yet
tested-handed = Last test { $date }: handed to the network, no answer
tested-answered = Last test { $date }: answered

## Contacts, check-ins, captures

emergency-number = Emergency numbers take no messages. They are for calling: 102, 103, 112, 111.
no-message-number = No message can go to this number. Write it as +7 701 123 45 67.
no-such-tier = Tiers go from 1 to 5.
not-a-country = Write the country as two letters, as KZ.
control-characters = There can be no line breaks here: write it in one line.
over-one-message = This does not fit into one message. Make it shorter: up to 70 characters in Cyrillic.
taken = Another contact has this number. Nobody could tell whose an answer is.
not-latin = Write it in Latin letters, as Aigul.
contact-too-long = The text is too long. Make it shorter.
too-many-contacts = There are too many contacts: there can be 200.
too-many-places = There are too many places: there can be 100.
unknown-place-kind = Choose what the place is: police, crisis-centre, hospital, shop, transport, friend, other.
not-a-promise = Choose a promise: comes, calls-102, takes-children, has-key, keeps-copy.
not-captured = This was not captured while locked: there is nothing to confirm.
card-too-long = The card does not fit into a QR code. Make its texts shorter.
check-in-passed = This time has passed. Name one that is a minute ahead at least.
check-in-too-far = This is too far ahead. Name a time within 12 hours.
check-in-busy = An alert or another check-in is running. End it first.
check-in-none = No check-in is running.
no-such-contact = There is no such contact. See: pana contact list.
inbox-full = There is no room for more captures. What is there is kept. Unlock the vault, and there will be room.
capture-no-key = Nothing can be kept now: the part that works without the PIN is damaged. Unlock the vault, and it will be mended.
pair-malformed = This is no pairing code, or only a part of one. Copy it whole from the other phone: it begins with PANA-PAIR-1:.
pair-typo = A character of this pairing code is wrong. Compare it with the code on the other phone.
field-contact-name = Name
field-tier = Tier
field-country = Country
field-harmless = Unremarkable phrase
field-duty-number = Number of the district duty officer
field-latin = In Latin letters
field-role = What they are to you
field-city = City
field-contacts = Contacts
field-places = Places
field-address = Address
field-hours = Hours
field-agreed = Promises
contact-me = Your name in messages
contact-latin = In Latin letters
contact-none = There are no contacts: an alert would reach nobody. Add one: pana contact add.
contact-example = A message reads
contact-removed = The contact is removed. Nothing goes to this number any more, from an alert that runs either.
contact-tier = tier { $tier }
contact-polite = formal
contact-quiet = must not ring
contact-paired = paired
contact-pair-advice = Show this code face to face only. Never pass it on by message: whoever knows it can write in your name.
agreed-comes = comes at once
agreed-calls-102 = calls 102
agreed-takes-children = takes the children
agreed-has-key = has a key
agreed-keeps-copy = keeps a copy
doubt-number-unknown-form = The number is in no known form. Look at it again.
doubt-number-landline = This looks like a landline: it may take no messages.
doubt-number-prefix-unknown = This prefix is not known. Look at it again.
doubt-other-country-no-duty-number = They are in another country: their 102 is another desk. Add the number of the duty officer of your district.
card-title = If { $name } calls for help, a message like this comes:
card-duty = From elsewhere: the duty officer of her district is at { $number }.
card-agreed = Agreed
card-harmless = If this phrase comes, she may have been forced: “{ $text }”.
place-sort-police = police
place-sort-crisis-centre = crisis centre
place-sort-hospital = hospital
place-sort-shop = shop
place-sort-transport = transport
place-sort-friend = a friend
place-sort-other = other
place-removed = The place is removed.
captured = Kept. After the next unlock it stands in the log, not confirmed.
kit-damaged = Contacts can not be read: nobody would get a message. Call 112. Unlocking mends this part.
alert-not-saved = This step could not be kept: if the program ends, it is lost.
alert-none = Nothing is running.
check-in-due = Due: { $due }
check-in-phone-off = If this phone is off, nobody is told.
action-alert = alert, check-in or drill
status-unconfirmed = Not confirmed
confirmed = Confirmed.

## Messages of an alert, read

field-message = Message
field-from-her = From
field-hour = Time
field-due = Due
field-answer-with = Answer with
field-message-number = Number of the message
field-sender = Sender
field-fix = Place of the phone
field-code = Code
field-key = Key
message-alert = Help is needed now
message-update = Help is still needed; a newer place
message-start = On the way; word is to come by the time below
message-missed = No word came in time
message-needs-no-help = It says that help is no longer needed
message-test = A test; no help is needed
sender-confirmed = confirmed: the code fits the key you share
sender-not-confirmed = not confirmed: treat as real
due-at = { $at }
due-over = { $at }: the time is over
not-an-alert = No alert looks like this, or it was changed or cut. If in doubt, treat it as real and call 102.
not-a-fix = Write it as 43.238,76.945,20,30: degrees north, degrees east, metres it may be off, seconds since then.
not-an-hour = Write the hour as 22:30.
not-an-answer = Write three digits, from 100 to 999.
not-a-code = The code has eight letters and digits.
not-a-key = The key has 64 hexadecimal digits, or 52 letters and digits (A–Z, 2–7).

## An alert, played

play-sms = SMS
play-sheet = Message form
play-wake = Wake
play-location = Place
play-location-ask = find out
play-location-stop = no longer find out
play-dial = Offer to dial
play-screen = Screen
play-screen-countdown = dark, counting down
play-screen-running = the alert
play-screen-gone = nothing of an alert
play-screen-ended = the alert is over
play-radio-handed = the network took it
play-radio-none = no network
play-radio-off = the radio is off
play-radio-limit = the system lets no more messages out for now
play-radio-failed = failed
play-delivered = arrived, says the network
play-located = the phone knows where it is
play-not-seen = messages are not seen on this phone: say it by hand
play-phase-countdown = Counting down: nothing went out yet
play-phase-climbing = Contacts are being told, nobody has answered yet
play-phase-answered = Someone has answered
play-phase-nobody-reached = Nobody has answered: dial yourself
play-phase-over = She said that she needs no help any more
play-phase-cancelled = Stopped before anything went out
play-next-tier = The next tier is told in { $count } s
play-next-end = All have been told; { $count } s are left for an answer
play-next-update = The newest place goes out in { $count } s, or sooner if she moves
play-tier = tier { $tier }
play-first = first message:
play-second = second:
play-answered = answered { $at }
play-part-not-yet = its turn has not come
play-part-not-told = its turn does not come any more
play-part-waiting = nothing is known yet
play-part-retrying = failed, will be tried again
play-part-handed = handed over
play-part-delivered = arrived, says the network
play-part-failed = failed
play-part-unknown = only she knows whether it went out
play-answers-not-seen = Answers by message are not seen on this phone.
play-stay-open = What comes next comes only while the app is open.
script-unknown = This line begins with no known word. See: pana alert play --help.
script-words = A word of this line is missing, or does not belong there. See: pana alert play --help.
script-after-press = Write this before the first press.
script-before-press = Write press before this.
script-no-contact = No contact of this name stands above.
script-contact-twice = This name is another contact's already.
script-contacts = There can be 200 contacts at most.
script-tier = Tiers are 1 to 5.
script-span = Write a time span as 30s, 5m or 2h, 31 days at most.
script-place = Write the place as 43.238,76.945,20: degrees north, degrees east, metres it may be off.
script-no-code = This contact has no message with digits to answer.
script-no-sheet = No message form is open.
script-too-long = This script is too long.
check-in-overdue-in = Contacts are told in { $count } min
play-phase-waiting = A check-in is running
play-phase-drill = A drill
play-screen-check-in = the check-in
play-notice = Notice
notice-due-soon = Due in 10 minutes
notice-due = The time has come. Is all well?
play-tier-named = knows of the check-in
play-answers = answers
demo-alert = The panic button was held with the vault locked; on an invented phone it goes like this
play-over = end of alert:
status-captures-unreadable = Captures that can not be read
route-drawn = { $count ->
    [one] Drawn by chance from { $count } possibility.
   *[other] Drawn by chance from { $count } possibilities, so that what you did before says nothing of it.
}
route-drawn-door = { $count ->
    [one] Drawn by chance from { $count } possibility; at a place that every route passes, as your door, only the time helps.
   *[other] Drawn by chance from { $count } possibilities; at a place that every route passes, as your door, only the time helps.
}
route-only-time = { $count ->
    [one] Every route passes the same places here, so only the time helps: drawn by chance from { $count } quarter-hour.
   *[other] Every route passes the same places here, so only the time helps: drawn by chance from { $count } quarter-hours.
}
route-one-choice = Only one route and quarter-hour came into question; within it the minute was drawn by chance.
route-habit-too-early = { $count ->
    [one] Too early to say anything of a habit: { $count } trip is noted, { $of } are needed.
   *[other] Too early to say anything of a habit: { $count } trips are noted, { $of } are needed.
}
route-habit-place = { $count } of your last { $of } trips passed the same place in the same half hour.
route-habit-door = At a place that every route passes, as your door, it was { $count } of { $of }: there only the time helps.
route-habit-streak = Last { $count } trips: same route.
route-habit-guessed = Someone who had seen all your trips before and guessed the next one, route and half hour, would have been right { $count } of the last { $of } times.
route-same-route-and-time = Last { $count } trips: same route and time.
route-same-route = { $count } of your last { $of } trips took the same route.
route-same-time = { $count } of your last { $of } trips began in the same half hour.
route-hint = If nothing speaks against it, take another route, or leave 15–20 minutes earlier or later.
route-hint-one-route = If nothing speaks against it, leave 15–20 minutes earlier or later, or go with someone.
route-lock-screen = Daily reminder
route-tomorrow = Tomorrow: { $route }, leave { $time }. Only if nothing speaks against it.
route-approved-way = The approved way, with company: { $route }, leave { $time }.
route-offer-alert = If someone is following you now, hold the button for help or call 102. Go where people are, not home.
route-quiet-muted = Reminders are off.
route-quiet-paused = Reminders are paused.
route-quiet-reminded-today = You have been reminded today.
route-quiet-too-late = It is too late for a reminder today.
route-quiet-moving = No reminder while you are on the way.
route-quiet-nothing-tomorrow = No trip is expected tomorrow.
route-quiet-no-habit = No trip repeats itself so much that you would be reminded of it.
route-trips = { $count ->
    [one] { $count } trip
   *[other] { $count } trips
}
route-week-leaving = Leaving by day of the week and half hour
route-week-darkest = { $count ->
    [one] the darkest: { $count } trip
   *[other] the darkest: { $count } trips
}
route-week-routes = Trips by route
route-week-gone = A route that is no longer kept
route-week-none = No trips are noted.
route-not-in-time = It would arrive too late.
route-dark = It is a route for the day, and it would be dark.
route-dark-unknown = It is a route for the day, and it is not known when it gets dark there.
route-no-company = It is a route to take only with someone.
route-hot-spot = Something happened beside it in the last 30 days.
route-relax-arrive = It would work if you could arrive at { $time } or later.
route-relax-earliest = It would work if you left at { $time } or earlier.
route-relax-company = It would work if someone came along.
route-relax-dark = It would work only in the dark, by a route for the day.
route-relax-hot-spot = It would work only past a place where something happened.
field-route-name = Name
field-route-place = Place
field-routes = Routes and trips
field-minutes = Minutes
field-left = When you left
field-arrived = When you arrived
field-back = The way back
field-gpx = The line of the route
field-earliest = Leave no earlier
field-arrive-by = Be there by
field-date = Day
field-extra-minutes = Extra minutes
field-kept-days = How long trips stand
field-pause-until = Pause
field-mute = No reminders
field-child = Child
field-moving = On the way
route-minutes = Give from one minute to two days.
route-to-itself = A route goes from one place to another.
route-too-short = This line is too short: it takes 50 metres at least.
route-not-flat = This line can't be a route: it is too long, or too near a pole.
route-name-too-long = The name is too long: make it shorter.
route-name-taken = This name is taken: choose another.
route-place-in-use = A route begins or ends there: remove that first.
route-one-way = This route goes one way only.
trip-in-future = This time has not come yet.
trip-too-long = A trip takes 24 hours at most: check the times.
route-kept-days = Give from 1 to 3660 days.
no-such-route-place = There is no such place. See: pana route place list.
no-such-route = There is no such route. See: pana route list.
not-a-clock-time = Write the time as 08:30.
gpx-not = This is not a GPX file.
gpx-broken = The GPX file is broken or ends early.
gpx-too-large = The GPX file is too large: it may have up to 1,000,000 points.
gpx-no-points = There is not one place in it.
trace-line = Write the line as 2026-02-01T08:05:00+05:00,43.238,76.945
trace-no-times = This is the route "{ $route }", but the file has no times: note the trip with pana route trip add.
trace-unsure = "{ $one }" or "{ $other }": say which with --route.
trace-new = This way is none of the approved routes; it is { $metres } m long. If it suits you, approve it: pana route add … --gpx. The trace was not kept.
trace-too-short = The trace is too short to tell a route.
route-same-road = "{ $route }" is the same road: no trace can tell them apart.
route-removed = The route is advised no more.
trip-removed = The trip was removed.
route-no-line = line not known
route-tag-lit = lit
route-tag-busy = busy
route-tag-day-only = only by day
route-tag-company = only with someone
route-set-mute = No reminders
route-set-pause = Paused until
route-set-child = For a child
route-set-keep = Days that trips stand
route-advice = { $day }: { $route }, leave { $time }. Only if nothing speaks against it.
route-drawn-before = It had been drawn for this day: asking again draws nothing new.
route-without-line = The line of "{ $route }" is not known: whether something happened beside it was not looked at, and it is taken to share nothing with the others but the doors.
route-left-out = Left out:
route-no-route = There is no approved route between these places. Add one first: pana route add.
route-too-little-effort = Not possible with so little: allow a little time, as 1 minute.
route-too-large = There is too much to choose from: narrow the times.
route-nothing-left = Nothing is left with these conditions.
route-relax-more = Giving way in one thing is not enough: change several.
route-remind-at = Reminder
route-remind-locked = On the locked screen
route-workdays = Workdays
route-weekends = Weekends
route-minutes-count = { $count } min
trips-forgotten = Trips removed: { $count }
demo-way = Tomorrow's way
demo-where-habit = picture of the habit
working-simulate = Simulating
simulation-people = Invented people: { $people }; days: { $days }; seed: { $seed }
simulation-reads = On so many of 100 days she is met by someone who waits so long; ± is a 95 % interval.
simulation-wait = { $minutes } min
simulation-most-common = He waits where he would have met her most often
simulation-markov = He waits where he would have met her most often after a day like the last one
simulation-compression = He waits where he would have met her most often after the longest sequence of days he knows
simulation-habit = Before: by habit
simulation-rotation = Ten choices in turn
simulation-uniform = Any choice
simulation-never-like-yesterday = Any choice but yesterday's
simulation-advised = After: by the advice
simulation-efforts = What it takes, in minutes a day beyond the least effort
simulation-worst = He knows ways, times and advice, only not what is drawn; the effort is { $minutes } min a day beyond the least
simulation-longer = After, if he waits { $minutes } min
simulation-cheapest = Any of the cheapest choices
simulation-best = The least possible for that wait alone
simulation-followed = He knows advice and habit; the advice is followed on { $count } of 100 days. Bounded: { $factor } times the best at most if it is always followed
simulation-any-bounded = Any effort, bounded
simulation-any-least = Any effort, the least possible
simulation-limited-bounded = { $minutes } min a day, bounded
simulation-limited-least = { $minutes } min a day, the least possible
simulation-model = These people are invented, and one who waits in one place is a model: compare the lines with each other. They say nothing of your days.
route-left-aside = { $count } more choices were left aside: they take the most effort.

## The statement to the police

dossier-page = page { $page } of { $pages }
dossier-title =
    STATEMENT
    about a criminal offence
dossier-to = To
dossier-to-blank = Head of the ________________________ police department
dossier-from = From
dossier-born = Date of birth
dossier-iin = IIN
dossier-contact = Address and phone for contact
dossier-representative = Legal representative
dossier-guardianship = Guardianship authority
dossier-summary = Episodes described: { $episodes }. The first: { $first }. The last: { $last }. Files attached: { $files }.
dossier-no-episodes = No episodes are described in this statement. Files attached: { $files }.
dossier-suspect = The person who does this
dossier-suspect-unknown = The applicant does not know who it is.
dossier-name = Name
dossier-description = Looks and other details
dossier-identity = What is known
dossier-identity-value = Number, account, vehicle, address
dossier-identity-reason = Why the applicant links it with this person
dossier-since = since { $date }
dossier-relation = Relationship and refusal of contact
dossier-relation-kind = Who this person is to the applicant
dossier-relation-time = Time of the relationship
dossier-date-from = from { $from }
dossier-date-to = until { $to }
dossier-date-from-to = from { $from } until { $to }
dossier-common-child = Common child
dossier-lives-together = Lives with the applicant
dossier-refusal = Refusal of contact
dossier-refusal-line = { $when }, { $channel }
dossier-refusal-to = Said to
dossier-after-refusal = Episodes after the refusal
dossier-no-refusal = Nothing is said of a refusal of contact in this statement.
dossier-chronology = Chronology of episodes
dossier-when = When
dossier-what = What happened
dossier-basis = How it is known, evidence
dossier-times = Times are by the clock at the place.
dossier-until = until { $until }
dossier-kind-fake = Impersonating me
dossier-marked-after-refusal = after the refusal of contact
dossier-breaks = breach of: { $measure }
dossier-words = Verbatim
dossier-quote = “{ $words }”
dossier-place = Place
dossier-numbers = Numbers
dossier-who = Who
dossier-sure-sure = certain
dossier-sure-likely = likely
dossier-sure-unsure = supposed
dossier-acts = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
dossier-about = about { $value }
dossier-under-18 = Someone under 18 is in the picture.
dossier-answered-yes = This contact was answered.
dossier-answered-no = This contact was not answered.
dossier-saw-myself = Saw or heard it myself
dossier-was-told = Told by others
dossier-was-told-by = Told by: { $by }
dossier-episode-witnesses = Witnesses
dossier-attachment = Attachment { $number }: { $name }
dossier-bands = Episodes and the state of article 115-1 of the Criminal Code
dossier-band = Time
dossier-episodes = Episodes
dossier-acts-column = Acts
dossier-band-fact = What is known of the law
dossier-bands-note = These are dates, not a legal assessment. All episodes are given, whenever they were.
dossier-pictures = Episodes in pictures
dossier-weeks = Acts by week, { $from } – { $to }. A column is a week from Monday, its hatching the kind of act.
dossier-weeks-alt = Columns of acts by week from { $from } to { $to }. Acts in all: { $count }. Most in a week: { $most }, from { $monday }.
dossier-weeks-left-out = Earlier weeks that are not drawn: { $count }.
dossier-week-refusal = refusal
dossier-week-order = measure holds
dossier-week-others = other kinds
dossier-hours = Acts by day of the week and hour. The number in a field is that of acts; the darker, the more.
dossier-hours-unknown = Hour unknown: { $amount }.
dossier-hours-alt = Acts by day of the week and hour. Most: { $most }, { $day }, { $hour }:00–{ $hour }:59.
dossier-numbers-used = Numbers over time, { $from } – { $to }. A mark is a week in which the number was used; the higher, the more. On the right: in all.
dossier-numbers-alt = Numbers over time from { $from } to { $to }. Numbers: { $count }.
dossier-places = Acts by place
dossier-no-place = No place given
dossier-amount = { $exact } and about { $about }
dossier-harm = Harm done
dossier-harm-fear = Fear
dossier-harm-sleep = Sleep
dossier-harm-moved = Moving, and places where the applicant no longer goes
dossier-harm-work = Work, study
dossier-harm-medical = Doctor, psychologist
dossier-harm-cost = Costs
dossier-in-episode = episode { $number }
dossier-in-episodes = episodes { $numbers }
dossier-earlier = Earlier reports and measures
dossier-reports = Reports to the police
dossier-report-way = How
dossier-report-numbers = Talon, КУИ, ЕРДР
dossier-report-answer = What was answered
dossier-talon = Talon No. { $number }
dossier-kui = КУИ No. { $number }
dossier-erdr = ЕРДР No. { $number }
dossier-officer = Taken by: { $name }
dossier-no-answer = no answer
dossier-measures = Measures against this person
dossier-measure = Measure
dossier-measure-term = Term
dossier-measure-authority = Taken by
dossier-measure-breaches = Breached in episodes
dossier-measure-number = No. { $number }
dossier-witnesses = Witnesses
dossier-witness-saw = What they saw
dossier-witness-contact = Contact
dossier-witness-testifies = Ready to testify
dossier-witness-declines = Not ready to testify
dossier-requests = I ASK
dossier-request-register = To register this statement and hand out a talon.
dossier-request-assess = To assess the acts described under article 115-1 of the Criminal Code of the Republic of Kazakhstan.
dossier-request-protect = To consider measures of protection.
dossier-request-records = To obtain details of calls and messages and camera recordings.
dossier-request-decision = To tell of the decision taken.
dossier-attachments = Attachments
dossier-file = File and its SHA-256
dossier-size = Size
dossier-kilobytes = { $count } KB
dossier-megabytes = { $count } MB
dossier-file-kept = The applicant keeps this file: it may tell a place or a device, and no copy without that can be made.
dossier-file-missing = There is no file: it is named, but was not found.
dossier-picture-of = Small picture: { $name }
dossier-files-note = SHA-256 is a checksum of a file: if the file is changed, it is another one.
dossier-notice = Notice of liability
dossier-notice-false-report = I have been warned of liability for a knowingly false report (art. 419 of the Criminal Code).
dossier-date = date
dossier-signature = signature
dossier-signed-name = surname and initials
## The page that checks a dossier
verify-page-title = Check a dossier
verify-page-intro = This page shows whether a dossier was changed since it was made. It needs no internet: the files do not leave this computer.
verify-page-choose = Dossier
verify-page-drop = Drop the folder or the zip of the dossier here
verify-page-folder = Choose the folder
verify-page-zip = Choose the zip
verify-page-anchor = Anchor, if you have one
verify-page-anchor-hint = 64 letters and digits: a code that the author of the dossier wrote down elsewhere or gave to someone earlier. Without it nobody can tell where the dossier comes from.
verify-page-anchor-read = The anchor was typed without a mistake.
verify-page-progress = Checked { $done } of { $total }
verify-page-stop = Stop
verify-page-about = About the dossier
verify-page-signature = Signature
verify-page-signature-is-checked = fits the key in the dossier
verify-page-signature-is-forged = does not fit the key in the dossier
verify-page-signature-is-unchecked = not checked
verify-page-signature-unchecked = Signature not checked: this browser can't check Ed25519. Open the page in another browser, or check the dossier with the program: pana dossier verify.
verify-page-checked-at = Checked, by this computer's clock
verify-page-file-same = as listed
verify-page-file-altered = not as listed
verify-page-file-missing = missing
verify-page-file-added = not in the list
verify-page-is-none = The check did not finish
verify-page-none-means = There is no result: the files were not read to the end. Choose the dossier again.
## Making a dossier
working-dossier = Writing
dossier-made = The dossier is in { $path }.
dossier-made-episodes = Episodes
dossier-made-files = Files of evidence
dossier-made-pages = Pages of the statement
dossier-made-code = Code
dossier-made-copies = Files that went as copies without place and device: { $count }. The originals stay in the vault.
dossier-made-damaged = Files that could not be read and are said to be missing: { $count }.
dossier-made-kept-back = Files that were kept back, because they may tell the place and no copy without it can be made: { $count }. With --original they go as they are.
dossier-made-replaced = Characters that the font lacks, shown by their number: { $count }.
dossier-made-parts = Zips in parts: { $count }. Whoever checks them needs all of them.
dossier-made-too-large = Files that are too large for any part; take them along on a carrier: { $count }
dossier-made-next = Keep the code, or give it to someone who does: it shows later whether anything was changed. Whoever gets the dossier opens verify.html. It may come to be read by the person it is about.
dossier-too-long = That is too much for one statement. Choose a shorter time, or fewer incidents.
withhold-unknown-field = No field is called { $rule }. Fields are called as in incidents.json, as place, who, witnesses, words.
withhold-not-an-id = In { $rule } what stands before the colon is no id.
statement-needs-language = A statement is written in Kazakh or Russian: say --statement kk, ru or both.
eotinish-needs-size = For e-Otinish say --for eotinish --max-mb and how many megabytes a file may have, and no other recipient.

## Form, preview and single files
iin-digits = It is not twelve digits. It is kept as you typed it.
iin-date = It does not begin with a date of birth. It is kept as you typed it: compare it with the card.
iin-checksum = One of its digits is wrong. It is kept as you typed it: compare it with the card.
form-empty = Nothing is filled in yet.
form-not-a-part = Say it as PART=TEXT, with fear, sleep, moved, work, medical or cost before the sign.
form-not-a-request = What can be asked for: register, assess, protect, records, decision.
share-original = The original is in { $path }, with everything a device wrote into it.
share-bare = A copy without place, time and device is in { $path }. The original stays as it is.
share-not-bare = No copy without place and device can be made of this file. With --original it goes as it is.
field-box = The box
field-cover = The box
field-born = Date of birth
field-form = Form

## Copies outside
copy-of-csv-incidents = Table of incidents
copy-of-csv-acts = Table of calls and messages
copy-of-json = Everything as JSON
copy-of-dossier = Dossier, and the papers beside it
copy-of-summary = Page for a crisis centre
copy-of-item = A file
copy-of-backup = Backup
copy-of-import = Imported: the file it came from
copy-of-alert = Messages of an alert, on this phone and on those of others
copy-of-other = Something else
copies-none = Nothing has gone out.
copies-unseen = Whether a copy still exists can not be seen from here.
copies-gone = you marked it as gone on { $date }

## What a check of a dossier says
verify-is-altered = Altered
verify-is-consistent = Consistent, origin not checked
verify-is-matches = Matches the anchor
verify-reason-not-a-zip = This is not a zip, or its list of files cannot be read.
verify-reason-name-unsafe = A file has a name that no dossier has. Do not unpack it.
verify-reason-name-twice = There are two files of the same name: { $name }.
verify-reason-file-missing = A file is missing: { $name }.
verify-reason-list-malformed = The list of files (SHA256SUMS) is not as Pana writes it.
verify-reason-file-added = A file is here that the list does not name: { $name }.
verify-reason-signature-malformed = The signature (signature.txt) is not as Pana writes it.
verify-reason-signature-forged = The signature does not belong to this dossier's key.
verify-reason-list-altered = The list of files (SHA256SUMS) is not the one that was signed.
verify-reason-file-altered = A file was changed or is damaged: { $name }.
verify-reason-proof-malformed = The proof (proof.json) is not as Pana writes it.
verify-reason-incidents-malformed = The list of records (incidents.json) is not as Pana writes it, or belongs to another dossier.
verify-reason-record-altered = Record { $name } of the proof was changed.
verify-reason-record-differs = Record { $name } says something else in incidents.json than in the proof, or its file is another one.
verify-reason-history-differs = The dossier does not fit the history that this anchor stands for.
verify-altered-means = Something in it is not as it was when the dossier was made. The rest was not judged. Ask for the dossier again.
verify-consistent-means = All files are those that were signed, and the records are what the proof says. Who signed, and when, this does not show: whoever makes everything anew can sign it anew.
verify-anchor-none = No anchor was given. With an anchor that was handed over earlier more can be told.
verify-anchor-other = The anchor is of another dossier, another log or a later time. Nothing follows from that.
verify-matches-dossier = Everything in the dossier is what it was when it was made.
verify-matches-log = Records that were in the log, as they are shown here, when the anchor was made: { $covered } of { $records }. Of the rest the anchor says nothing.
verify-anchor-made = The anchor was made
verify-dossier-made = The dossier was made, by its own account
verify-files = Files
verify-records = Records
verify-proves-not = No check shows that what is written is true.
dossier-not-found = There is no dossier here: name its folder or its zip files.


## What a statement shows
dossier-summary-timeless = Episodes described: { $episodes }. Their times are not given. Files attached: { $files }.
dossier-copy = A copy of the file without its metadata (place, time, device). The applicant keeps the original.
dossier-covered = A picture in which parts were covered. The applicant keeps the untouched picture.
dossier-original-sum = SHA-256 of the original: { $sum }
dossier-weeks-unknown = Not shown are acts of several weeks of which nobody knows how many fell into each: { $amount }.
dossier-bands-lasting = An episode that lasted is named in each period it reaches into. Acts whose single times are not known are counted in the period in which the episode began.
dossier-of-suspect = about the suspect
dossier-of-refusal = refusal of { $date }
dossier-of-report = report of { $date }
dossier-of-measure = measure from { $date }
route-quiet-child = A child is not asked to vary anything.
route-line-elsewhere = This line begins or ends elsewhere than at these places. Check the file and the places.
gpx-too-many-trips = There are too many trips in this file: split it.
route-remind-trip = Which trip
route-remind-inside = Shown after unlocking

## On a phone, where the sentence without app- names a command or a desk's file

app-share-not-bare = No copy without place and device can be made of this file. It can only go as it is.
app-locked = Locked. Enter the PIN.
app-internal = The program made a mistake. What was saved before is still there. Open it again.
app-not-done = This could not be done. Try again.
app-key-store-unavailable = The phone's key store can't be used now. Unlock the phone's own screen lock and try again.
app-device-key-lost = This phone's key for the vault is missing. Enter the recovery code and set a new PIN.
app-damaged-volume = A part of the vault is damaged. Run the check in the settings.
app-damaged-write-ahead-log = The latest part of the vault is damaged. Run the check in the settings.
app-damaged-media = The evidence file is damaged: what was read is not what was put in. Nothing was written. Run the check in the settings.
app-damaged-kit = The part that works before the PIN is damaged. Unlock: that mends it.
app-damaged-row = An entry of the log is damaged. The rest can be read. Run the check in the settings.
app-no-vault = There is nothing here yet. Begin anew, or bring back a copy.
app-not-found = This is no longer here. Go back and look at the list.
app-not-a-date = Choose a date and time.
app-zone-needed = Before 1 March 2024 clocks in the regions differed. Choose where it was.
app-date-without-offset = The time zone is missing. Choose where the clock was.
app-import-date-without-offset = The date has no time zone. Choose it for the whole file.
app-unknown-kind = Choose one of the kinds in the list.
app-unknown-choice = Choose one from the list.
app-is-lifted = This incident stands for a single act of a series, where its words stand too. Put it back into the series first.
app-acts-lifted = Single acts of this import are incidents of their own. Put them back into the series first.
app-not-of-this-kind = This kind has no such field. Clear the fields of the former kind.
app-not-a-person = This person is no longer here. Choose one from the list.
app-not-an-order = This measure is no longer here. Choose one from the list.
app-breach-confirmed = The incident says that it breaks this measure. Take that back in the incident first.
app-under-18-with-files = Files are attached here. Erase them with this incident first; then write down the link and the date only.
app-date-order-unknown = The dates of this chat do not show which number is the day. Look at one message you remember, and choose.
app-offset-needed = The times of this chat have no time zone. Choose where the phone was.
app-owner-needed = This file does not say which of the authors you are. Choose yourself in the list.
app-owner-not-in-chat = No one author of this chat is called so. Choose yourself in the list, or say that you wrote nothing in it.
app-nobody-chosen = None of those you chose wrote in this chat. Is it the right one? Look at the list.
app-columns-unsure = The headings of this table are not known for certain. Look at the list and say what each one is.
app-notice-head-altered = Someone altered the vault's head. Enter the recovery code on a device you trust, and change the keys.
app-backup-no-own-key = No key of your own is there yet. Set a PIN with the recovery code once, or name another key.
app-backup-for-nobody = Choose who can open the copy.
app-no-such-contact = There is no such contact. Choose one from the list.
app-contact-none = There are no contacts: an alert would reach nobody. Add one.
app-none-made = Make an anchor first.
app-route-no-route = There is no approved route between these places. Add one first.
app-breach-confirm = This is only a proposal. Say whether it is a breach.
app-not-a-recipient = This is no age key, or a character of it is wrong. It begins with age1.
app-backup-restored-note = Everything in the copy was compared while it was read. Anchors made before this copy still fit; later ones do not. There is no second PIN yet.
app-copy-none = none yet
app-withdrawn = Hidden. You can bring it back at any time.
app-erase-asked-for = It will be erased: { $date }. Until then you can stop it. Copies made earlier may still hold it.
app-breach-proposed-again = It is among the proposed ones again.
app-no-such-route = There is no such route. Choose one from the list.
app-no-such-route-place = There is no such place. Choose one from the list.
app-trace-no-times = This is the route "{ $route }", but the file has no times: note the trip by hand.
app-trace-unsure = "{ $one }" or "{ $other }": choose which.
app-trace-new = This way is none of the approved routes; it is { $metres } m long. If it suits you, approve it. The trace was not kept.
app-backup-of-damaged = { $count ->
    [one] { $count } place of the log is damaged, and the copy holds it as it is. Run the check in the settings.
   *[other] { $count } places of the log are damaged, and the copy holds them as they are. Run the check in the settings.
}

## Papers beside a dossier
for-you-title = For you alone
for-you-alone = This sheet is for you alone. It is not in the dossier. Do not hand it over, and do not leave it where others may find it.
for-you-elements = Article 115-1 part by part
for-you-elements-note = Which episodes speak to what the article names. This is what you wrote down, not a legal assessment: that is for police and court.
for-you-element = What the article names
for-you-episodes = Episodes
for-you-nothing-yet = nothing yet
for-you-overall = and what you wrote of the harm as a whole
for-you-many = { $numbers } … (in all: { $count })
for-you-questions = What an investigator will still ask
for-you-questions-note = Add it while it can still be found. If you do not know, you may say so.
for-you-question = What is missing
for-you-questions-none = No open question was found.
for-you-reads = What the person it is about would learn from it
for-you-reads-note = Case files can reach the suspect. This is what the dossier shows and what is withheld from it:
for-you-what = What
for-you-shown = In the dossier
for-you-code = The code of this dossier
for-you-code-note = Keep the code or give it to someone you trust, but do not put it into the dossier itself. Typed into verify.html or given to “pana dossier verify --anchor” later, it shows whether anything in the dossier was changed.
for-you-code-alt = QR code with the code of the dossier
for-you-code-caption = The same code, for the camera of a phone.
preview-name = Your name
preview-born = Your date of birth
preview-iin = Your IIN
preview-contact = Your address and phone
preview-representative = Who acts for you
preview-episodes = Episodes
preview-places = Places that are named
preview-timed-places = Episodes that tell where you were at which hour
preview-positions = Positions on the map
preview-witnesses = Witnesses and how to reach them
preview-files = Files
preview-file-names = Names of files
preview-originals = Of these, originals that may tell the place, the time or the device
preview-withheld = Withheld
preview-withheld-whole = whole entries and files: { $count }
preview-withheld-in-part = entries and files in part: { $count }
preview-none = none
preview-own-words = Your texts are not searched: places and people named in them stay. Nor is what can be seen and heard in the files.
applicant-title = About the applicant
applicant-note = This sheet is handed in apart from all else.
applicant-name = Name
applicant-address = Address
applicant-school = School
applicant-phone = Phone

## Page for a crisis centre
summary-title = Summary for a crisis centre
summary-note = Only what I want to share stands here, so that I need not tell it all again. Please ask me before you pass it on.
summary-who = Who does it
summary-when = When
summary-span = { $first } – { $last }, episodes: { $episodes }
summary-what = What happened
summary-danger = Signs of danger
summary-refusal = { $when }; episodes after it: { $after }
summary-reports = Reports to the police
summary-wants = What I ask for
summary-latest = The latest
summary-nothing = Nothing of the log is shown.
summary-origin = Made from a log that was written as it happened. More of it, with evidence, can be shown.
danger-weapon = threat with a weapon
danger-assault = assault
danger-abduction = forced marriage or abduction
danger-child = approach to a child
danger-home-entry = coming to the home or into it
summary-made = The page is in { $path }. Hand it over yourself; who has it can read it.
