package kz.zhospar.core

/** A point in time and what the clock on the wall showed then. */
data class Moment(val utcMs: Long, val offsetMin: Int) {
    /** Milliseconds as the wall clock counts them. */
    val wallMs: Long get() = utcMs + offsetMin * MS_PER_MINUTE

    companion object {
        const val MS_PER_MINUTE = 60_000L
    }
}

enum class Tongue(val tag: String, val ownName: String) { KK("kk", "Қазақша"), RU("ru", "Русский"), EN("en", "English") }

/** How well a time is known. */
enum class Precision { EXACT, ABOUT, PART, DAY, MONTH, YEAR }

enum class Certainty { SURE, LIKELY, UNSURE }

/** What she can say of an incident in words of her own. */
enum class Line { WHAT, PLACE, WORDS, WHO, NUMBERS, WITNESS, WITNESS_CONTACT, WITNESS_SAW, FEAR, SLEEP, MOVED, WORK, MEDICAL, COST }

/** A word of data and what people call it. */
data class Named(val id: String, val name: String)

/** What an incident says, as far as a screen changes it. Everything else it says stays when it is amended. */
data class Draft(
    val kind: String,
    val at: Moment,
    val precision: Precision = Precision.EXACT,
    val placeKind: String? = null,
    val sure: Certainty? = null,
    val answered: Boolean? = null,
    val lines: Map<Line, String> = emptyMap(),
) {
    fun says(line: Line): String = lines[line].orEmpty()

    fun with(line: Line, words: String): Draft = copy(lines = lines + (line to words))
}

/** An incident as it stands in the log, with its times in words. */
data class Incident(
    val id: String,
    val draft: Draft,
    val kindName: String,
    /** Date alone and with the hour: which one is shown follows from the precision. */
    val day: String,
    val time: String,
    val placeName: String,
    val written: String,
    val amended: String?,
    val writtenLate: Boolean,
    val afterRefusal: Boolean,
    val unconfirmed: Boolean,
    val withdrawn: Boolean,
    /** That it will be erased and when, in words, if that was asked for. */
    val erased: String?,
    val breach: Boolean,
    val pieces: Int,
    /** What she should know at once if this is near, or null; null says nothing about danger. */
    val urgent: String?,
)

/** A page of incidents, newest first, and where the next one begins. */
data class Page(val incidents: List<Incident>, val next: String?)

/** Which incidents are meant. */
data class Look(
    val words: String = "",
    val kind: String? = null,
    /** Someone who is known, by their id. */
    val person: String? = null,
    val withdrawn: Boolean = false,
    /** Today and so many days before it; null for all time. */
    val days: Int? = null,
)

/** The core's words for what it knows, in one language. */
data class Catalogue(
    val tongue: Tongue,
    val kinds: List<Named>,
    val places: List<Named>,
    /** Words of single keys that screens show: of harm, certainty, fields of entries and contacts. */
    val words: Map<String, String>,
    /** What can be chosen in entries and contacts, by the name of the choice. */
    val choices: Map<Choice, List<Named>>,
)

/** An incident that was saved, and what of it stands elsewhere than where it was typed, in words for her. */
data class Kept(val incident: Incident, val refused: String?)

/** What an unlock has to tell. */
data class Opened(val notices: List<String>)

/** A new vault: what opens it without this phone, and what of the first answers could not be written down. */
data class Made(val recoveryCode: String, val refused: String?)

/** Who it is, as the first questions ask. */
enum class Suspect(val relation: String, val livesWithMe: Boolean?) {
    /** That does not say what they are to her. */
    LIVES_WITH_ME("unknown", true),
    EX("ex-partner", null),
    ACQUAINTANCE("acquaintance", null),
    STRANGER("stranger", null),
}

/** Why something was not done, in words for her. */
data class Problem(
    val sort: Sort,
    val words: String,
    /** Seconds until a PIN may be tried again; 0 if one may be now. */
    val waitS: Long = 0,
    /** The field that was refused, as the core names it, if it is one. */
    val field: String? = null,
) {
    /** Each is handled differently. */
    enum class Sort { WRONG_PIN, WAIT, REFUSED, NO_VAULT, LOCKED, KEY_MISSING, FAILED }
}

/** What came of asking the core. */
sealed interface Answer<out T> {
    data class Done<T>(val value: T) : Answer<T>

    data class Not(val problem: Problem) : Answer<Nothing>
}
