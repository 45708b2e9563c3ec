package kz.zhospar.core

/** What is chosen from a list of the core's in entries and contacts. */
enum class Choice { IDENTITY, RELATION, CHANNEL, WAY, MEASURE, TIER, AGREED }

/** A line of a list and what stands below it. */
data class Row(val id: String, val title: String, val notes: List<String>, val withdrawn: Boolean = false)

/** An entry as it stands in the log. */
data class Written<D>(
    val draft: D,
    val written: String,
    val amended: String?,
    val withdrawn: Boolean,
    /** What looks unusual and is kept as she typed it. */
    val notes: List<String>,
)

/** What she says of someone. What they can be told by is attached on its own. */
data class PersonDraft(
    val name: String = "",
    val description: String = "",
    val relation: String? = null,
    val livesWithMe: Boolean? = null,
    val commonChild: Boolean? = null,
    /** As they are typed: `2022`, `12.2022` or `05.12.2022`, and as the core writes them. */
    val from: String = "",
    val to: String = "",
)

/** A number, an account, a vehicle or an address that may be someone's. */
data class Identity(val sort: String, val value: String, val certainty: Certainty? = null, val reason: String = "", val since: String = "")

/** Her "no". */
data class RefusalDraft(
    val at: Moment,
    val precision: Precision = Precision.EXACT,
    val channel: String = "other",
    val words: String = "",
    val to: String = "",
    val person: String? = null,
)

/** Everyone there is, and her "no". */
data class PeoplePage(val people: List<Row>, val refusals: List<Row>)

/** A sentence in a language: it is he who must understand it. */
data class Sentence(val tongue: Tongue, val short: String, val long: String)
