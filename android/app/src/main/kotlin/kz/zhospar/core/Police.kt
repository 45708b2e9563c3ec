package kz.zhospar.core

/** A report to the police, with the numbers on its papers. */
data class ReportDraft(
    /** Empty until she says it. */
    val way: String,
    val at: Moment,
    val place: String = "",
    val talon: String = "",
    val kui: String = "",
    val erdr: String = "",
    val officer: String = "",
    /** When they answered, and what. */
    val answeredAt: Moment? = null,
    val answer: String = "",
)

/** A measure that an authority took. */
data class MeasureDraft(
    /** Empty until she says it. */
    val kind: String,
    val from: Moment,
    val to: Moment? = null,
    val number: String = "",
    val authority: String = "",
    val article: String = "",
    val person: String? = null,
)

/** Something that runs out or is owed. */
data class Reminder(
    val words: String,
    /** By when, if that is known. */
    val day: String?,
    /** What it is about. */
    val about: String,
    /** The rule that it was reckoned with, its source and when someone last looked there. */
    val rule: String?,
    val leadsTo: Lead,
    val id: String,
)

/** What a reminder is about. */
enum class Lead { REPORT, MEASURE, INCIDENT }

/** An incident in the time of a measure. Whether it broke it, only she says. */
data class Breach(val incident: Incident, val measure: String, val measureWords: String)

/** That an incident broke no measure, and why. */
data class Dismissed(val incident: String, val measure: String, val words: String, val reason: String)

/** What to take along to a report in person, and what must be handed out there, with its source. */
data class Bring(val things: List<String>, val talon: String)

data class PolicePage(
    val reminders: List<Reminder>,
    val breaches: List<Breach>,
    /** How many are proposed beside these. */
    val moreBreaches: Int,
    val reports: List<Row>,
    val measures: List<Row>,
    val dismissed: List<Dismissed>,
)
