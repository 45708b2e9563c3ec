package kz.zhospar.core

import kz.zhospar.core.generated.Entry
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Person
import kz.zhospar.core.generated.Refusal
import kz.zhospar.core.generated.Relation
import kz.zhospar.core.generated.Said
import kz.zhospar.core.generated.Sort
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.Certainty as CoreCertainty
import kz.zhospar.core.generated.Identity as CoreIdentity
import kz.zhospar.core.generated.Precision as CorePrecision

/** Who does it, and her "no". */
class PeopleCalls internal constructor(private val calls: Calls) {
    private val desk = EntryDesk(calls)

    fun page(withWithdrawn: Boolean, tongue: Tongue) = PeoplePage(
        desk.list(Sort.PERSON, withWithdrawn).map { row(it, tongue) },
        desk.list(Sort.REFUSAL, withWithdrawn).map { refusalRow(it, tongue) },
    )

    /** Everyone who is not withdrawn, to choose from. */
    fun names(tongue: Tongue): List<Named> = desk.people(tongue)

    fun person(id: String, tongue: Tongue): Written<PersonDraft> = desk.read(id, tongue) { (it as? Said.PersonSaid)?.person?.toDraft() }

    fun keepPerson(id: String?, draft: PersonDraft): String = withDates("relation") {
        listOf("from" to draft.from, "to" to draft.to).forEach { (field, typed) -> if (typed.isNotBlank() && !isPartialDate(typed)) throw notADate(field) }
        desk.keep(id) { before ->
            val known = (before as? Said.PersonSaid)?.person ?: Person("", "", emptyList(), null)
            Said.PersonSaid(known.copy(name = draft.name, description = draft.description, relation = draft.toRelation()))
        }
    }

    /** As it is left: dates that are none stay as words. */
    fun leavePerson(id: String?, draft: PersonDraft): String = desk.leaving({ keepPerson(id, draft) }) {
        keepPerson(id, draft.copy(from = "", to = "", description = together(draft.description, draft.from, draft.to)))
    }

    fun identities(person: String): List<Identity> = (desk.entry(person).said as? Said.PersonSaid)?.person?.identities.orEmpty().map { it.toValue() }

    /** Says that this is the person's, in place of what was said of it before. Without a person it makes one of whom nothing else is known. Returns the person. */
    fun attach(person: String?, identity: Identity, before: Identity?): String = withDates("since") { attached(person, identity, before) }

    /** As it is left: a date that is none stays as words. */
    fun leaveIdentity(person: String?, identity: Identity, before: Identity?): String = desk.leaving({ attach(person, identity, before) }) {
        attach(person, identity.copy(since = "", reason = together(identity.reason, identity.since)), before)
    }

    private fun attached(person: String?, identity: Identity, before: Identity?): String = calls.opened().entries().use { entries ->
        val core = identity.toCore()
        if (person == null) return entries.add(Said.PersonSaid(Person("", "", listOf(core), null)), calls.now())
        entries.attachIdentity(person, core, calls.now())
        // What is attached stands last, and took the place of the one before it if that is the same, however it was spelt.
        val stays = before != null && identities(person).dropLast(1).any { it.sort == before.sort && it.value == before.value }
        if (before != null && stays) detach(person, before)
        person
    }

    fun detach(person: String, identity: Identity) = calls.opened().entries().use { it.detachIdentity(person, identity.sort, identity.value, calls.now()) }

    fun refusal(id: String, tongue: Tongue): Written<RefusalDraft> = desk.read(id, tongue) { (it as? Said.RefusalSaid)?.refusal?.toDraft() }

    fun keepRefusal(id: String?, draft: RefusalDraft): String = desk.keep(id) { Said.RefusalSaid(draft.toCore()) }

    /** As it is left: a time that lies ahead stays as words. Without her own words there is no "no". */
    fun leaveRefusal(id: String?, draft: RefusalDraft, tongue: Tongue): String = desk.leaving({ keepRefusal(id, draft) }) {
        keepRefusal(id, draft.copy(at = draft.at.orNow(calls.now().wall), to = together(draft.to, dateTimeText(draft.at.toCore(), tongue.language))))
    }

    /** What she could say, in every language, hers first. */
    fun offeredWords(tongue: Tongue): List<Sentence> = Tongue.entries.sortedBy { it != tongue }.map { Sentence(it, word("refusal-words-short", it.language), word("refusal-words-long", it.language)) }

    /** A date that is typed can be a year alone: the words about dates that are picked would not say so. */
    private fun <T> withDates(field: String, work: () -> T): T = try {
        work()
    } catch (error: PanaException.Refused) {
        throw if (error.key == "not-a-date") notADate(field) else error
    }

    private fun notADate(field: String) = PanaException.Refused("not-a-partial-date", field, emptyMap())

    private fun row(entry: Entry, tongue: Tongue): Row {
        val person = (entry.said as Said.PersonSaid).person
        val language = tongue.language
        val relation = person.relation?.let { words(it, language) }
        val notes = listOfNotNull(relation) + person.identities.map { words(it, language) }
        val name = desk.nameOf(entry, tongue)
        return Row(entry.id, name, notes.filter { it != name }, entry.withdrawn != null)
    }

    private fun words(relation: Relation, language: Language): String {
        val lives = word("relation-lives-with-me", language).takeIf { relation.livesWithMe == true }
        return listOfNotNull(word("relation-${relation.kind}", language), lives).joinToString(" · ")
    }

    private fun words(identity: CoreIdentity, language: Language): String {
        val sure = identity.certainty?.let { word("sure-${it.name.lowercase()}", language) }
        val since = identity.since?.let { word("field-since", language) + " " + partialDateShown(it) }
        return listOfNotNull(word("identity-${identity.sort}", language) + ": " + identity.value, sure, identity.reason.ifBlank { null }, since).joinToString(" · ")
    }

    private fun refusalRow(entry: Entry, tongue: Tongue): Row {
        val refusal = (entry.said as Said.RefusalSaid).refusal
        val language = tongue.language
        val channel = word("channel-${refusal.channel}", language)
        return Row(entry.id, whenText(refusal.at, refusal.precision, language), listOf("$channel · ${refusal.words}"), entry.withdrawn != null)
    }
}

private fun Person.toDraft() = PersonDraft(
    name, description, relation?.kind, relation?.livesWithMe, relation?.commonChild, partialDateShown(relation?.from.orEmpty()),
    partialDateShown(relation?.to.orEmpty()),
)

/** Someone of whom only circumstances are known is to her what is not known. */
private fun PersonDraft.toRelation(): Relation? {
    val (began, ended) = listOf(from, to).map { partialDate(it).ifEmpty { null } }
    val isSilent = relation == null && livesWithMe == null && commonChild == null && began == null && ended == null
    return if (isSilent) null else Relation(relation ?: "unknown", began, ended, commonChild, livesWithMe)
}

private fun CoreIdentity.toValue() = Identity(sort, value, certainty?.let { Certainty.valueOf(it.name) }, reason, partialDateShown(since.orEmpty()))

private fun Identity.toCore() = CoreIdentity(sort, value, certainty?.let { CoreCertainty.valueOf(it.name) }, reason.trim(), partialDate(since).ifEmpty { null })

private fun Refusal.toDraft() = RefusalDraft(at.toValue(), Precision.valueOf(precision.name), channel, words, to, person)

private fun RefusalDraft.toCore() = Refusal(at.toCore(), CorePrecision.valueOf(precision.name), channel, words, to, person)
