package kz.zhospar.core

/** What she hands over, as she ticked it. */
data class Plan(
    /** Languages of the statement: Kazakh, Russian, or both. */
    val tongues: Set<Tongue>,
    /** Today and so many days before it; null for all time. */
    val days: Int? = null,
    /** Fields that nothing of the log shows. */
    val withheld: Set<String> = emptySet(),
    /** Incidents that are left out whole, by their ids. */
    val leftOut: Set<String> = emptySet(),
    /** What goes in only if she ticks it: captures that she has not confirmed, the files of an abuse of images; by the incident. */
    val added: Set<String> = emptySet(),
    /** Points on the map tell the place: they stay out unless she ticks them, and stay out with it. */
    val showsPosition: Boolean = false,
) {
    val mayShowPosition: Boolean get() = PLACE !in withheld

    /** Whether an incident goes in. */
    fun shows(incident: Incident): Boolean = incident.id !in leftOut && (!incident.unconfirmed || incident.id in added)

    fun showing(incident: Incident, isShown: Boolean): Plan = copy(
        leftOut = if (isShown) leftOut - incident.id else leftOut + incident.id,
        added = if (isShown && incident.unconfirmed) added + incident.id else added - incident.id,
    )

    fun showingFiles(incident: Incident, areShown: Boolean): Plan = copy(added = if (areShown) added + incident.id else added - incident.id)

    fun toggled(field: String): Plan = copy(withheld = if (field in withheld) withheld - field else withheld + field).let { plan ->
        plan.copy(showsPosition = plan.showsPosition && plan.mayShowPosition)
    }

    companion object {
        /** As `incidents.json` calls it. */
        const val PLACE = "place"
    }
}

/** What a statement says that is not in the log. */
data class Statement(
    val lines: Map<Said, String> = emptyMap(),
    val requests: Set<Ask> = Ask.entries.toSet(),
) {
    /** What she says in words of her own. */
    enum class Said { ADDRESSEE, NAME, BORN, IIN, CONTACT }

    /** What can be asked for. */
    enum class Ask { REGISTER, ASSESS, PROTECT, RECORDS, DECISION }

    fun says(line: Said): String = lines[line].orEmpty()

    fun with(line: Said, words: String): Statement = copy(lines = lines + (line to words))
}

/** What is handed over. */
enum class HandOver { DOSSIER, SUMMARY }

/** What was written. */
data class HandedOver(
    /** By it anybody can tell later whether anything was changed; null for a page that has none. */
    val code: String?,
    /** How much is in it, and what is not. */
    val episodes: Int = 0,
    val files: Int = 0,
    val copies: Int = 0,
    val damaged: Int = 0,
    val keptBack: Int = 0,
)

/** Something of hers that lies outside. */
data class Outside(
    val number: Long,
    /** When and what, in words. */
    val words: String,
    /** When she marked it as gone, in words. */
    val gone: String?,
)
