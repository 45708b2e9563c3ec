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
field-incident = Incident
field-kind = Kind
field-at = When
field-until = Until
field-what = What happened
field-words = Words said
field-place = Where
field-who = Who
field-numbers = Numbers
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
witness-testifies = would testify
witness-declines = would not testify
about = about { $value }
day-only = { $date }, only the day is known
acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}

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
unknown-version = A newer Pana wrote this (version { $found }). Update Pana and try again.
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
date-without-offset = Add the offset from UTC, as +05:00 in 2026-02-01T21:30+05:00.
not-a-date = Write the date and time like this: 2026-02-01T21:30+05:00.
not-an-offset = Write the offset from UTC like this: +05:00.
date-out-of-range = Check the year: it must lie between 1900 and 2200.
end-before-start = The end lies before the beginning. Check both.
in-the-future = This time has not come yet. Check the date.
too-long = The text is too long. Put the long part into a file and attach it as evidence.
too-many = There are too many of them. Write the rest into a second incident.
empty = Write something here.
nul = The text holds a zero byte. Take it out.
unknown = Pana does not know this. Check it.
not-yes-or-no = Write testifies: yes or testifies: no.
not-a-number = Write a number, as 40 or about:40.
unknown-kind = Choose a known kind. For incidents see: pana incident kinds. For places: home, work, study, street, venue, transport, online, other.
zero = The number must be at least 1.
not-an-image = Only an incident of the kind "image" can be erased at once.

## What an import can't take

not-an-export = This is not a file that can be imported. Take the XML of "SMS Backup & Restore", or CSV with a date and a number.
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
notice-kit-repaired = The part that works before the PIN was damaged. It was made anew and is empty. Fill it in again.
notice-rekey-finished = The change of keys that was interrupted is finished now.
notice-head-altered = Someone altered the vault's head. Use the recovery code on a device you trust, and re-key: pana pin change --rekey.

## What was done

made-vault = The vault is made: { $path }
written-down = Written down: { $id }
amended = Amended: { $id }. The earlier text stays in the history.
withdrawn = Hidden: { $id }. Bring it back at any time: pana incident restore { $id }
restored = Back in the log: { $id }
erase-asked-for = { $id } will be erased: { $date }. Until then you can stop it: pana incident erase-cancel { $id }. Copies made earlier may still hold it.
erased = Erased: { $id }. Copies made earlier may still hold it.
erase-cancelled = { $id } stays. It will not be erased.
evidence-added = Kept unchanged: { $name }, { $bytes } bytes
evidence-taken-out = Taken out and compared: { $path }
evidence-copy-note = This copy lies outside the vault. Delete it when you no longer need it.
pin-changed = The PIN is changed. The old one no longer opens the vault.
pin-set = The new PIN is set.
second-pin-set = The second PIN is set.
second-pin-removed = The second PIN and what was behind it are removed.
nothing-here = Nothing here yet.
nothing-found = Nothing found.
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
demo-again = The same file again
demo-again-value = new: { $added }, known already: { $known }
demo-written = Written by hand
demo-written-value = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}, in Kazakh and Russian
demo-search = Search “{ $words }”
demo-search-value = { $count ->
    [one] { $count } incident found
   *[other] { $count } incidents found
}
demo-evidence = Evidence put in
demo-taken-out = Taken out again
demo-taken-out-value = SHA-256 matches: { $same } of { $count }; date and place inside the photo are untouched
demo-check = Check
demo-check-value = no damage found
demo-check-damaged = damage found: { $count }
demo-looked = Locked, then looked through
demo-looked-value = { $files } files, { $megabytes } MB: { $needles } entered words and numbers, found { $found }
demo-where = Where everything is
demo-where-vault = vault
demo-where-key = device key
demo-where-phone = the phone's files
demo-where-out = taken out
demo-where-pin = PIN
demo-where-code = recovery code
demo-try = Look around
demo-remove = Delete the folder when you are done.

## History, anchors, proofs

anchor-made = { $count ->
    [one] Anchor over { $count } record:
   *[other] Anchor over { $count } records:
}
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
action-gone = (its text was erased)

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
