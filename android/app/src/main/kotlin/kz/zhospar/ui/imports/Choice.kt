package kz.zhospar.ui.imports

import android.graphics.Rect
import android.net.Uri
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Ask
import kz.zhospar.core.ClockAt
import kz.zhospar.core.DateForm
import kz.zhospar.core.NumberFound
import kz.zhospar.core.SaidOfFile
import kz.zhospar.core.Surveyed
import kz.zhospar.core.Unread
import kz.zhospar.ui.design.Kit

/** A file that she is choosing from. */
class Choosing(val uri: Uri) {
    var name = ""
    var said = SaidOfFile()
    var found: Surveyed? = null

    /** Whatever was asked so far: what she answered can be changed. */
    val asked = LinkedHashMap<Ask, String>()
    val ticked = LinkedHashSet<String>()
    var showsAll = false

    /** A part of a number or a name that is looked for. */
    var sought = ""

    fun matching(): List<NumberFound> {
        val digits = sought.filter(Char::isDigit)
        // The same number begins with 8 or with +7.
        val part = if (digits.length == WITH_TRUNK_DIGITS) digits.drop(1) else digits
        val words = sought.trim()
        return found?.numbers.orEmpty().filter {
            (part.isNotEmpty() && part in it.id) || it.name.contains(words, ignoreCase = true) || it.id.contains(words, ignoreCase = true)
        }
    }

    private companion object {
        const val WITH_TRUNK_DIGITS = 11
    }
}

/** Whose rows a file holds, none ticked, and what it does not say by itself. */
internal class Choice(
    private val kit: Kit,
    private val open: Choosing,
    private val turn: (() -> Unit) -> Unit,
    private val survey: (Choosing) -> Unit,
    private val take: (Choosing) -> Unit,
    private val touched: () -> Unit,
) {
    /** Where the next thing is to be done, if anything is. */
    private var next: View? = null

    fun put(content: LinearLayout) = with(kit) {
        val found = open.found ?: return@with
        content.put(body(open.name))
        open.asked.forEach { (ask, words) -> ask(content, ask, words) }
        if (found.columns.isNotEmpty()) columns(content)
        val whose = heading(words(R.string.imp_whose))
        content.put(whose, gap = 24)
        content.put(note(words(R.string.imp_whose_about)))
        val list = column()
        // The field that is being typed in stays as it is.
        if (found.numbers.size > FEW) content.put(field(words(R.string.imp_seek), open.sought) {
            open.sought = it
            touched()
            rows(list)
        })
        rows(list)
        content.put(list)
        unread(content, found.unread)
        val source = tick(words(R.string.imp_source), open.said.keepSource) { turn { open.said = open.said.copy(keepSource = !open.said.keepSource) } }
        content.put(source, gap = 24)
        if (open.ticked.isEmpty()) next = next ?: whose
        if (found.numbers.isNotEmpty()) content.put(forward(found))
    }

    /** Takes in what is ticked. As long as something has to be done before, it says what, and leads there. */
    private fun Kit.forward(found: Surveyed): View {
        val above = next ?: return primary(words(R.string.imp_take, chosen(found))) { take(open) }
        val said = if (found.asks.isEmpty()) R.string.imp_tick_first else R.string.imp_answer_first
        return primary(words(said)) { above.requestRectangleOnScreen(Rect(0, 0, above.width, above.height), true) }
    }

    /** How many numbers or names, and how many rows are theirs. */
    private fun Kit.chosen(found: Surveyed): String {
        val ticked = found.numbers.filter { it.id in open.ticked }
        val sort = if (ticked.any { it.id.any(Char::isLetter) }) R.plurals.imp_names else R.plurals.imp_numbers
        val (all, rows) = ticked.size to ticked.sumOf { it.rows }.toInt()
        return context.resources.run { "${getQuantityString(sort, all, all)}, ${getQuantityString(R.plurals.imp_rows, rows, rows)}" }
    }

    private fun rows(list: LinearLayout) = with(kit) {
        list.removeAllViews()
        val matching = open.matching()
        val shown = if (open.showsAll) matching else matching.take(FIRST)
        shown.forEach { list.put(row(it), gap = 8) }
        if (shown.size < matching.size) list.put(plain(words(R.string.imp_all)) { turn { open.showsAll = true } })
        if (matching.isEmpty()) list.put(body(words(R.string.log_none)))
    }

    private fun Kit.row(number: NumberFound): View {
        val rows = number.rows.toInt().let { context.resources.getQuantityString(R.plurals.imp_rows, it, it) }
        val said = listOf(number.shown, number.name, rows).filter(String::isNotBlank).joinToString(" · ")
        return tick(said, number.id in open.ticked) { turn { if (!open.ticked.remove(number.id)) open.ticked += number.id } }
    }

    private fun Kit.columns(content: LinearLayout) {
        content.put(heading(words(R.string.imp_columns)), gap = 24)
        val lines = open.found?.columns.orEmpty().map { column -> note("${words(COLUMNS[column.id] ?: R.string.imp_col_text)}: ${column.name}") }
        content.put(card(*lines.toTypedArray()))
        content.put(note(words(R.string.imp_columns_about)))
    }

    private fun Kit.ask(content: LinearLayout, ask: Ask, words: String) {
        val asked = body(words)
        content.put(asked, gap = 24)
        if (next == null && open.found?.asks.orEmpty().any { it.first == ask }) next = asked
        val said = open.said
        content.put(flow(when (ask) {
            Ask.CLOCK -> CLOCKS.map { (clock, name) -> choice(words(name), said.clock == clock) { answer(said.copy(clock = clock)) } }
            Ask.DATE_ORDER -> DATES.map { (form, name) -> choice(words(name), said.dates == form) { answer(said.copy(dates = form)) } }
            Ask.OWNER -> {
                val authors = open.found?.numbers.orEmpty().map { it.id to it.shown }
                val me = said.me?.takeIf { it.isNotEmpty() && authors.none { (id) -> id == it } }?.let { it to it }
                (listOfNotNull(me) + authors).map { (id, shown) -> choice(words(R.string.imp_me, shown), said.me == id) { answer(said.copy(me = id)) } } +
                    choice(words(R.string.imp_me_none), said.me == "") { answer(said.copy(me = "")) }
            }
        }))
    }

    /** Whose rows there are may follow from it. */
    private fun answer(said: SaidOfFile) {
        open.said = said
        open.ticked -= said.me.orEmpty()
        survey(open)
    }

    private companion object {
        const val FIRST = 50
        const val FEW = 10
        val CLOCKS = listOf(
            ClockAt.REST to R.string.imp_clock_rest, ClockAt.WEST to R.string.imp_clock_west,
            ClockAt.KYZYLORDA to R.string.imp_clock_kyzylorda, ClockAt.LIKE_HERE to R.string.imp_clock_here,
        )
        val DATES = listOf(DateForm.DMY to R.string.imp_dmy, DateForm.MDY to R.string.imp_mdy, DateForm.YMD to R.string.imp_ymd)
        val COLUMNS = mapOf(
            "when" to R.string.imp_col_when, "time" to R.string.imp_col_time, "number" to R.string.imp_col_number,
            "direction" to R.string.imp_col_direction, "duration" to R.string.imp_col_duration, "service" to R.string.imp_col_service,
            "name" to R.string.imp_col_name, "text" to R.string.imp_col_text,
        )
    }
}

/** Rows that could not be read, with the reasons of the first. */
internal fun Kit.unread(content: LinearLayout, unread: Unread) {
    if (unread.rows == 0L && unread.lines.isEmpty()) return
    content.put(heading(words(R.string.imp_unread, unread.rows)), gap = 24)
    content.put(card(*unread.lines.take(LINES_SHOWN).map(::note).toTypedArray()))
}

private const val LINES_SHOWN = 20
