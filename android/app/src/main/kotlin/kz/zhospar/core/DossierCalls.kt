package kz.zhospar.core

import kz.zhospar.core.generated.Applicant
import kz.zhospar.core.generated.DossierChoice
import kz.zhospar.core.generated.Dossiers
import kz.zhospar.core.generated.Filter
import kz.zhospar.core.generated.Request
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText

/** What she hands over, and what of hers lies outside. Whoever asks for something to be written has asked for the PIN before. */
class DossierCalls internal constructor(private val calls: Calls) {
    /** The fields that can be withheld, in the core's words. */
    fun fields(tongue: Tongue): List<Named> = FIELDS.map { Named(it, word("field-$it", tongue.language)) }

    fun statement(): Statement = dossiers { it.form() }.run {
        val lines = mapOf(
            Statement.Said.ADDRESSEE to addressee, Statement.Said.NAME to applicant.name, Statement.Said.BORN to partialDateShown(applicant.born.orEmpty()),
            Statement.Said.IIN to applicant.iin, Statement.Said.CONTACT to applicant.contact,
        )
        Statement(lines.filterValues(String::isNotEmpty), requests.map { Statement.Ask.valueOf(it.name) }.toSet())
    }

    /** Keeps it. What no screen shows stays. */
    fun keepStatement(said: Statement) = dossiers { dossiers ->
        val kept = dossiers.form()
        val born = partialDate(said.says(Statement.Said.BORN)).ifEmpty { null }
        val applicant = Applicant(said.says(Statement.Said.NAME), born, said.says(Statement.Said.IIN), said.says(Statement.Said.CONTACT))
        val requests = Request.entries.filter { Statement.Ask.valueOf(it.name) in said.requests }
        dossiers.keepForm(kept.copy(addressee = said.says(Statement.Said.ADDRESSEE), applicant = applicant, requests = requests))
    }

    /** What the person it is about would learn: of what, and what. */
    fun preview(plan: Plan, tongue: Tongue): List<Pair<String, String>> =
        dossiers { it.preview(plan.toCore(), tongue.language) }.map { line -> line.name to line.learns }

    /** Writes a dossier, and the paper that is for her alone. May be asked at length. If it fails, what was written must not be used. */
    fun make(plan: Plan, to: Where, forHer: Where, gauge: Gauge, tongue: Tongue): HandedOver {
        val made = dossiers { it.make(plan.toCore(), emptyList(), to.toCore(), forHer.toCore(), tongue.language, calls.now(), gauge.begun()) }
        return HandedOver(made.code, made.episodes.toInt(), made.evidence.toInt(), made.copies.toInt(), made.damaged.toInt(), made.keptBack.toInt())
    }

    /** Writes one page for a crisis centre. May be asked at length. */
    fun summarise(plan: Plan, to: Where): HandedOver {
        dossiers { it.makeSummary(plan.toCore(), to.toCore(), calls.now()) }
        return HandedOver(null)
    }

    /** Writes one piece of evidence for someone: as it came in, or without what a device wrote beside it. May be asked at length. */
    fun share(piece: String, original: Boolean, to: Where) = dossiers { it.share(piece, original, to.toCore(), calls.now()) }

    fun copies(tongue: Tongue): List<Outside> = dossiers { it.copies() }.map { copy ->
        val language = tongue.language
        Outside(
            copy.number.toLong(),
            "${dateTimeText(copy.at, language)} · ${word("copy-of-${copy.what}", language)}",
            copy.gone?.let { dateText(it, language) },
        )
    }

    fun markCopy(number: Long, gone: Boolean) = dossiers { it.markCopy(number.toULong(), gone, calls.now()) }

    private fun <T> dossiers(work: (Dossiers) -> T): T = calls.held { dossiers() }.use(work)

    private fun Plan.toCore() = DossierChoice(
        languages = tongues.sorted().map { it.language },
        filter = Filter(kind = null, number = null, person = null, from = days?.let(calls::daysAgo), to = null, place = null),
        withheld = (withheld + leftOut).sorted(),
        showPosition = showsPosition,
        originals = emptyList(),
        included = added.sorted(),
    )

    private companion object {
        /** As `incidents.json` calls them. */
        val FIELDS = listOf(Plan.PLACE, "who", "words", "witnesses", "harm", "own")
    }
}
