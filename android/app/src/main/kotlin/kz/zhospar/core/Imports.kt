package kz.zhospar.core

/** A number, or an author of a chat, and how many rows are theirs. */
data class NumberFound(
    /** As data; empty if it was withheld. */
    val id: String,
    val shown: String,
    val name: String,
    val rows: Long,
)

/** What has to be said about a file before it can be taken in. */
enum class Ask(val key: String) { DATE_ORDER("date-order-unknown"), CLOCK("offset-needed"), OWNER("owner-needed") }

/** Where the clock of a file hung. */
enum class ClockAt { WEST, KYZYLORDA, REST, LIKE_HERE }

/** In which order a file writes day, month and year. */
enum class DateForm { DMY, MDY, YMD }

/** What she said of a file. */
data class SaidOfFile(
    val clock: ClockAt? = null,
    val dates: DateForm? = null,
    /** Which author she is; empty for none of them. */
    val me: String? = null,
    val keepSource: Boolean = false,
)

/** What a file holds; nothing of it is stored. */
data class Surveyed(
    val numbers: List<NumberFound>,
    /** What is still to be said, with the core's words for it. */
    val asks: List<Pair<Ask, String>>,
    /** Of a table: ids of columns and the headings that were taken for them. */
    val columns: List<Named>,
    val unread: Unread,
)

/** Rows that could not be read: how many, and the first of them in words. */
data class Unread(val rows: Long, val lines: List<String>)

/** What came in and what did not: counts with their names. */
data class Brought(
    val counts: List<Pair<String, Long>>,
    val unread: Unread,
    /** By this it is undone; null if nothing was new. */
    val id: String?,
)

/** An import that was made. */
data class Imported(val id: String, val name: String, val at: String, val acts: Long, val undone: Boolean)
