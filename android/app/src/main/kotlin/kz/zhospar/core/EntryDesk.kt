package kz.zhospar.core

import kz.zhospar.core.generated.Entry
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Precision
import kz.zhospar.core.generated.Said
import kz.zhospar.core.generated.Sort
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.entryChoices
import kz.zhospar.core.generated.text
import kz.zhospar.core.generated.Moment as CoreMoment

/** What calls about entries of any sort have in common. */
internal class EntryDesk(private val calls: Calls) {
    /** An entry of the sort that `draftOf` knows. */
    fun <D : Any> read(id: String, tongue: Tongue, draftOf: (Said) -> D?): Written<D> {
        val entry = entry(id)
        val language = tongue.language
        return Written(
            draft = draftOf(entry.said) ?: throw gone(),
            written = dateTimeText(entry.written, language),
            amended = entry.amended?.let { dateTimeText(it, language) },
            withdrawn = entry.withdrawn != null,
            notes = entry.warnings.map { word(it, language) },
        )
    }

    /** Writes an entry, or amends it if it says anything else now; durable when it returns. */
    fun keep(id: String?, saying: (Said?) -> Said): String = calls.opened().entries().use { entries ->
        if (id == null) return entries.add(saying(null), calls.now())
        val before = entries.entry(id).said
        val after = saying(before)
        if (after != before) entries.amend(id, after, calls.now())
        id
    }

    /** Keeps what is being left. What one field is refused for must not cost the others: it is written otherwise then. */
    fun <T> leaving(keep: () -> T, otherwise: () -> T): T = try {
        keep()
    } catch (_: PanaException.Refused) {
        otherwise()
    }

    fun entry(id: String): Entry = calls.opened().entries().use { it.entry(id) }

    fun list(sort: Sort, withWithdrawn: Boolean = false): List<Entry> = calls.opened().entries().use { it.list(sort, withWithdrawn) }

    fun people(tongue: Tongue): List<Named> = list(Sort.PERSON).map { Named(it.id, nameOf(it, tongue)) }

    fun nameOf(person: Entry, tongue: Tongue): String {
        val said = (person.said as? Said.PersonSaid)?.person ?: throw gone()
        val relation = said.relation?.kind?.takeIf { it !in VAGUE }?.let { word("relation-$it", tongue.language) }
        return said.name.ifBlank { relation ?: said.identities.firstOrNull()?.value ?: word("relation-unknown", tongue.language) }
    }

    /** Something that a line only names may have been erased; the line stays. */
    fun <T : Any> unlessGone(work: () -> T): T? = try {
        work()
    } catch (error: PanaException.Refused) {
        if (error.key == NOT_FOUND) null else throw error
    }

    fun gone() = PanaException.Refused(NOT_FOUND, null, emptyMap())

    private companion object {
        const val NOT_FOUND = "not-found"

        /** What these say names nobody. */
        val VAGUE = setOf("unknown", "other", "stranger")
    }
}

/** What can be chosen, in the core's order. */
internal fun choicesIn(language: Language): Map<Choice, List<Named>> {
    val known = entryChoices()
    val named = { prefix: String, ids: List<String> -> ids.map { Named(it, word("$prefix-$it", language)) } }
    return mapOf(
        Choice.IDENTITY to named("identity", known.identitySorts),
        Choice.RELATION to named("relation", known.relationKinds),
        Choice.CHANNEL to named("channel", known.channels),
        Choice.WAY to named("way", known.reportWays),
        Choice.MEASURE to named("measure", known.measureKinds),
        Choice.TIER to TIERS.map { Named(it.toString(), text("contact-tier", language, mapOf("tier" to TextArg.Words(it.toString())))) },
        Choice.AGREED to named("agreed", AGREED),
    )
}

/** Texts that stand in one field, the empty ones left out. */
internal fun together(vararg texts: String): String = texts.filter(String::isNotBlank).joinToString("; ")

/** A time that may have been, or now. */
internal fun Moment.orNow(now: CoreMoment): Moment = if (utcMs > now.utcMs) now.toValue() else this

/** A time as well as it is known. */
internal fun whenText(at: CoreMoment, precision: Precision, language: Language): String = when (precision) {
    Precision.EXACT -> dateTimeText(at, language)
    Precision.ABOUT -> text("about", language, mapOf("value" to TextArg.Words(dateTimeText(at, language))))
    else -> dateText(at, language)
}

/** Keys of words that screens about entries show. */
internal val ENTRY_WORDS = listOf("description", "relation", "identity", "since", "reason", "channel", "talon", "kui", "erdr", "answer").map { "field-$it" } +
    listOf("refusal-advice", "breach-confirm", "law-no-advice", "order-without-person", "bring", "bring-about")
