package kz.zhospar.core

import kz.zhospar.core.generated.DeviceKey
import kz.zhospar.core.generated.KeyStoreException
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.ShownIncident
import kz.zhospar.core.generated.Who
import kz.zhospar.core.generated.Witness
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.sentence
import kz.zhospar.core.generated.text
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.KeysUnavailable
import kz.zhospar.platform.Ticks
import kz.zhospar.core.generated.Certainty as CoreCertainty
import kz.zhospar.core.generated.Draft as CoreDraft
import kz.zhospar.core.generated.Moment as CoreMoment
import kz.zhospar.core.generated.Now as CoreNow
import kz.zhospar.core.generated.Place as CorePlace
import kz.zhospar.core.generated.Precision as CorePrecision
import kz.zhospar.core.generated.Uptime as CoreUptime

// Between the core's types and those that screens know.

internal class KeyBridge(private val keys: DeviceKeys) : DeviceKey {
    override fun hmac(alias: String, message: ByteArray): ByteArray = whileUsable { keys.hmac(alias, message) } ?: throw KeyStoreException.Missing()

    override fun create(alias: String) = whileUsable { keys.create(alias) }

    override fun destroy(alias: String) = whileUsable { keys.destroy(alias) }

    private fun <T> whileUsable(work: () -> T): T = try {
        work()
    } catch (_: KeysUnavailable) {
        throw KeyStoreException.Unavailable()
    }
}

/** The reason where there are folders and no vault in them. */
private const val NO_VAULT = "no-vault"

internal fun problemOf(error: PanaException, tongue: Tongue): Problem {
    val words = sentence(error, tongue.language)
    return when (error) {
        is PanaException.WrongPin -> Problem(Problem.Sort.WRONG_PIN, words, error.waitS.toLong())
        is PanaException.Wait -> Problem(Problem.Sort.WAIT, words, error.leftS.toLong())
        is PanaException.Refused -> Problem(if (error.key == NO_VAULT) Problem.Sort.NO_VAULT else Problem.Sort.REFUSED, words, field = error.field)
        is PanaException.Locked, is PanaException.Internal -> Problem(Problem.Sort.LOCKED, words)
        is PanaException.DeviceKeyMissing -> Problem(Problem.Sort.KEY_MISSING, words)
        else -> Problem(Problem.Sort.FAILED, words)
    }
}

internal val Tongue.language: Language
    get() = when (this) {
        Tongue.KK -> Language.KK
        Tongue.RU -> Language.RU
        Tongue.EN -> Language.EN
    }

internal fun Ticks.toCore() = CoreNow(
    CoreMoment(utcMs, offsetMin.toShort()),
    CoreUptime(boot.toByteArray(), uptimeNanos.toULong()),
)

internal fun Moment.toCore() = CoreMoment(utcMs, offsetMin.toShort())

internal fun CoreMoment.toValue() = Moment(utcMs, offsetMin.toInt())

/** The core's draft with what a screen says in it. */
internal fun CoreDraft.saying(said: Draft): CoreDraft = copy(
    kind = said.kind,
    at = said.at.toCore(),
    precision = CorePrecision.valueOf(said.precision.name),
    what = said.says(Line.WHAT),
    words = said.says(Line.WORDS),
    place = placeOf(said),
    who = whoOf(said),
    witnesses = witnessesOf(said),
    harm = harm.copy(
        fear = said.says(Line.FEAR),
        sleep = said.says(Line.SLEEP),
        moved = said.says(Line.MOVED),
        work = said.says(Line.WORK),
        medical = said.says(Line.MEDICAL),
        cost = said.says(Line.COST),
    ),
    answered = said.answered,
    // Fields that only the former kind had can't stay.
    own = if (said.kind == kind) own else emptyMap(),
)

private fun CoreDraft.placeOf(said: Draft): CorePlace? {
    val label = said.says(Line.PLACE)
    val kind = said.placeKind ?: "other".takeIf { label.isNotBlank() } ?: return null
    return CorePlace(kind, label)
}

private fun CoreDraft.whoOf(said: Draft): Who = who.copy(
    name = said.says(Line.WHO),
    numbers = said.says(Line.NUMBERS).split(',', ';', '\n').map(String::trim).filter(String::isNotEmpty),
    sure = said.sure?.let { CoreCertainty.valueOf(it.name) },
)

/** The screen shows the first witness; the others stay. */
private fun CoreDraft.witnessesOf(said: Draft): List<Witness> {
    val first = Witness(said.says(Line.WITNESS), said.says(Line.WITNESS_CONTACT), said.says(Line.WITNESS_SAW), witnesses.firstOrNull()?.testifies)
    val isEmpty = first.name.isBlank() && first.contact.isBlank() && first.saw.isBlank()
    return (if (isEmpty) emptyList() else listOf(first)) + witnesses.drop(1)
}

internal fun CoreDraft.toValue(): Draft {
    val witness = witnesses.firstOrNull()
    val lines = mapOf(
        Line.WHAT to what, Line.PLACE to place?.label, Line.WORDS to words, Line.WHO to who.name, Line.NUMBERS to who.numbers.joinToString(", "),
        Line.WITNESS to witness?.name, Line.WITNESS_CONTACT to witness?.contact, Line.WITNESS_SAW to witness?.saw,
        Line.FEAR to harm.fear, Line.SLEEP to harm.sleep, Line.MOVED to harm.moved, Line.WORK to harm.work,
        Line.MEDICAL to harm.medical, Line.COST to harm.cost,
    )
    return Draft(
        kind = kind,
        at = at.toValue(),
        precision = Precision.valueOf(precision.name),
        placeKind = place?.kind,
        sure = who.sure?.let { Certainty.valueOf(it.name) },
        answered = answered,
        lines = lines.mapNotNull { (line, words) -> words?.takeIf(String::isNotEmpty)?.let { line to it } }.toMap(),
    )
}

internal fun ShownIncident.toValue() = Incident(
    id = incident.id,
    draft = incident.draft.toValue(),
    kindName = words.kind,
    day = words.day,
    time = words.time,
    placeName = words.place,
    written = words.written,
    amended = words.amended,
    writtenLate = incident.writtenLate,
    afterRefusal = incident.afterRefusal,
    unconfirmed = incident.draft.captured?.confirmed == false,
    withdrawn = incident.withdrawn != null,
    erased = words.erased,
    breach = incident.draft.breach != null,
    pieces = incident.evidence.size,
    urgent = words.urgent,
)

internal fun word(key: String, language: Language): String = text(key, language, emptyMap())
