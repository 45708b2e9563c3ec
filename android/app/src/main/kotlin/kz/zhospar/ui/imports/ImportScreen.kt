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
import kz.zhospar.core.Problem
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.capture.pickFile
import kz.zhospar.ui.capture.whyNoCopy
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

    /** The copy of the file that is being made. */
    private var copying: Copying? = null

    /** Our own copy of the file, for as long as she looks at this page. */
    private var copy: Copy.Whole? = null

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

    /** A copy is not waited for, and none stays. What the core does with it meanwhile it does to its end, or to the lock. */
    override fun leave() {
        giveUp()
        if (meter == null) drop()
    }

    /** Whether there was a copy to give up. */
    private fun giveUp(): Boolean {
        val given = copying ?: return false
        given.isWanted = false
        turn {
            copying = null
            meter = null
        }
        return true
    }

    /** One step back to the files. While rows are read or taken in there is none. */
    override fun back(): Boolean = when {
        giveUp() || meter != null -> true
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
        with(asked.uri, R.string.imp_reading, { file, gauge ->
            imports.survey(Where.Path(file.file.path), asked.said, gauge, tongue).also { asked.name = file.name }
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
        with(chosen.uri, R.string.imp_taking_in, { file, gauge ->
            imports.take(Where.Path(file.file.path), file.name, numbers, chosen.said, isTable, gauge, tongue)
        }) { brought = it }
    }

    /** Has the core read our copy; makes one first where there is none. */
    private fun <T> with(uri: Uri, about: Int, work: Calls.(Copy.Whole, Gauge) -> T, then: (T) -> Unit) {
        said = null
        val own = copy
        if (own != null) return ask(own, about, work, then)
        val begun = Copying()
        copying = begun
        turn { meter = Meter(R.string.imp_reading, null, copying = begun) }
        shell.media.documents.copy(uri, begun) { made ->
            copying = null
            meter = null
            if (made is Copy.Whole) {
                copy = made
                ask(made, about, work, then)
            } else {
                turn { said = whyNoCopy(made) }
            }
        }
    }

    private fun <T> ask(own: Copy.Whole, about: Int, work: Calls.(Copy.Whole, Gauge) -> T, then: (T) -> Unit) {
        val counting = Meter(about, own.file.length())
        turn { meter = counting }
        shell.askLong({ work(own, counting.gauge) }) { answer ->
            meter = null
            if (shell.top !== this) drop()
            if (answer is Answer.Done) then(answer.value)
            if (answer is Answer.Not) refused(answer.problem)
            // What is new stands above.
            if (answer is Answer.Not || brought != null) scrolledTo = 0
            shell.redraw(this)
        }
    }

    /** The lock may have come first: rows that were in by then stay, pictures that came with them may lack, and once more brings what is missing. */
    private fun refused(why: Problem) {
        said = Told(null, why.words)
        if (choosing?.found == null) drop()
        if (!shell.isOpen) shell.go(CaptureScreen(shell, Told(R.string.unfinished)))
    }

    private fun drop() {
        copy?.let { shell.media.temporary.erase(it.file) }
        copy = null
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
        drop()
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
