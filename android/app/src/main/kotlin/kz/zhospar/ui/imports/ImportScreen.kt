package kz.zhospar.ui.imports

import android.net.Uri
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Brought
import kz.zhospar.core.Calls
import kz.zhospar.core.Gauge
import kz.zhospar.core.Imported
import kz.zhospar.core.Where
import kz.zhospar.platform.Lent
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.pickFile
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.log.LogScreen

/** What other apps recorded: a file is picked, she ticks whose rows she wants, and sees what came in. Everything that came in can be taken back. */
class ImportScreen(private val shell: Shell) : Screen() {
    private var former = listOf<Imported>()
    private var choosing: Choosing? = null
    private var brought: Brought? = null
    private var meter: Meter? = null
    private var said: Told? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ imports.list(tongue) }) { answer ->
            if (answer is Answer.Done) former = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.imp_title)))
        with(kit) {
            said?.let { content.put(warning(it.say(this))) }
            val (counting, open, done) = Triple(meter, choosing, brought)
            when {
                counting != null -> content.put(counting.view(this))
                done != null -> result(content, done)
                open != null -> Choice(this, open, ::turn, ::survey, ::take, shell::touched).put(content)
                else -> start(content)
            }
        }
        return kit.framed(shell, this, content)
    }

    /** One step back to the files. While rows are taken in there is none: they come in whole, or not at all. */
    override fun back(): Boolean = when {
        meter != null -> true
        choosing != null || brought != null -> {
            turn { reset() }
            true
        }
        else -> false
    }

    private fun Kit.start(content: LinearLayout) {
        content.put(body(words(R.string.imp_about)))
        content.put(primary(words(R.string.ev_pick)) { pick() })
        if (former.isNotEmpty()) content.put(heading(words(R.string.imp_before)), gap = 24)
        if (former.any { !it.undone }) content.put(note(words(R.string.imp_undo_about)))
        former.forEach { made ->
            val acts = resources(made.acts)
            content.put(card(
                body(made.name),
                note("${made.at} · $acts"),
                if (made.undone) note(words(R.string.imp_undone)) else null,
                if (made.undone) null else undoing(made),
            ))
        }
    }

    private fun Kit.undoing(made: Imported): View = plain(words(R.string.imp_undo)) { undo(made.id) }.apply {
        contentDescription = words(R.string.imp_undo_one, made.name)
    }

    private fun Kit.result(content: LinearLayout, done: Brought) {
        content.put(heading(words(R.string.imp_done)))
        val counts = done.counts.filter { it.second > 0 }
        content.put(card(if (done.id == null) body(words(R.string.imp_nothing_new)) else null, *counts.map { (name, count) -> body("$name: $count") }.toTypedArray()))
        unread(content, done.unread)
        content.put(primary(words(R.string.imp_look)) { shell.home(LogScreen(shell)) }, gap = 24)
        done.id?.let { id ->
            content.put(plain(words(R.string.imp_undo)) { undo(id) })
            content.put(note(words(R.string.imp_undo_about)))
        }
    }

    private fun pick() {
        turn { said = null }
        val isOut = shell.errands.go(pickFile()) { came ->
            val uri = came?.data ?: return@go
            survey(Choosing(uri))
        }
        if (!isOut) turn { said = Told(R.string.ev_no_picker) }
    }

    private fun survey(asked: Choosing) {
        val tongue = shell.tongue
        with(asked.uri, R.string.imp_reading, isLong = true, { lent, gauge ->
            asked.name = lent.name
            imports.survey(Where.Open(lent.number), asked.said, gauge, tongue)
        }) { found ->
            asked.found = found
            asked.asked += found.asks
            if (choosing !== asked) scrolledTo = 0
            choosing = asked
        }
    }

    private fun take(chosen: Choosing) {
        val tongue = shell.tongue
        val (numbers, isTable) = chosen.ticked.toList() to chosen.found?.columns.orEmpty().isNotEmpty()
        // No lock breaks this off: it comes in whole.
        with(chosen.uri, R.string.imp_taking_in, isLong = false, { lent, gauge ->
            imports.take(Where.Open(lent.number), lent.name, numbers, chosen.said, isTable, gauge, tongue)
        }) { brought = it }
    }

    /** Opens the file anew each time: it was read to its end before. */
    private fun <T> with(uri: Uri, about: Int, isLong: Boolean, work: Calls.(Lent, Gauge) -> T, then: (T) -> Unit) {
        said = null
        shell.media.documents.open(uri, "r") { lent ->
            if (lent == null) return@open turn { said = Told(R.string.ev_unreadable) }
            val counting = Meter(about, lent.bytes)
            turn { meter = counting }
            val answered: (Answer<T>) -> Unit = { answer ->
                lent.close()
                meter = null
                turn {
                    if (answer is Answer.Done) then(answer.value)
                    if (answer is Answer.Not) said = Told(null, answer.problem.words)
                    // What is new stands above.
                    if (answer is Answer.Not || brought != null) scrolledTo = 0
                }
            }
            val asked: Calls.() -> T = { work(lent, counting.gauge) }
            if (isLong) shell.askLong(asked, answered) else shell.ask(asked, answered)
        }
    }

    private fun undo(id: String) {
        val tongue = shell.tongue
        said = null
        shell.ask({ imports.undo(id, tongue) }) { answer ->
            if (answer is Answer.Done) reset()
            said = Told(null, if (answer is Answer.Done) answer.value else (answer as Answer.Not).problem.words)
            begin()
        }
    }

    private fun reset() {
        said = null
        choosing = null
        brought = null
        scrolledTo = 0
        begin()
    }

    private fun Kit.resources(acts: Long): String = acts.toInt().let { context.resources.getQuantityString(R.plurals.imp_rows, it, it) }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
