package kz.zhospar.ui.copies

import android.net.Uri
import android.text.InputType
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.CopyMade
import kz.zhospar.core.Where
import kz.zhospar.platform.Lent
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.confirm
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** A copy now: the PIN once more, then who can open it, then where to. It counts as made only after the file was read again to its end. */
class BackupScreen(private val shell: Shell) : Screen() {
    private enum class Step { PIN, WHOM, DONE }

    private var step = Step.PIN
    private var own = true
    private var others = ""
    private var isBusy = false
    private var meter: Meter? = null
    private var problem: Told? = null
    private var made: CopyMade? = null

    /** While it is written there is no way back: it is written whole, or removed. */
    override fun back(): Boolean = meter != null

    override fun draw(kit: Kit): View {
        val said = problem?.say(kit)
        val now = meter
        val title = kit.title(kit.words(R.string.copy_now))
        val content = when {
            now != null -> kit.column(title, now.view(kit))
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.PIN -> kit.pinPage(kit.words(R.string.copy_now), kit.words(R.string.copy_pin), said, entered = ::entered).first
            step == Step.WHOM -> kit.column(title, said?.let(kit::warning)).also { with(kit) { whom(it) } }
            else -> kit.column(title, kit.body(kit.words(R.string.copy_done)), kit.card(*made?.says.orEmpty().map(kit::body).toTypedArray()))
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.whom(content: LinearLayout) {
        content.put(heading(words(R.string.copy_whom)))
        content.put(tick(words(R.string.copy_own), own) { turn { own = !own } })
        content.put(field(words(R.string.copy_others), others, lines = 3, type = KEYS) {
            others = it
            shell.touched()
        })
        content.put(note(words(R.string.copy_others_about)))
        content.put(primary(words(R.string.copy_place)) { choosePlace() })
    }

    private fun entered(pin: String) {
        problem = null
        turn { isBusy = true }
        shell.confirm(pin) { refused ->
            turn {
                isBusy = false
                problem = refused
                if (refused == null) step = Step.WHOM
            }
        }
    }

    private fun choosePlace() {
        problem = null
        if (!shell.errands.place("application/octet-stream", FILE_NAME, ::open)) refuse(Told(R.string.copy_no_picker))
    }

    private fun open(uri: Uri) = shell.media.documents.open(uri, "wt") { lent ->
        if (lent == null) {
            shell.media.documents.remove(uri)
            refuse(Told(R.string.copy_no_place))
        } else {
            write(uri, lent)
        }
    }

    private fun write(uri: Uri, lent: Lent) {
        val counting = Meter(R.string.copy_writing, null)
        turn { meter = counting }
        val (own, tongue) = own to shell.tongue
        val keys = others.split(Regex("[\\s,;]+")).filter(String::isNotEmpty)
        shell.askLong({ copies.make(own, keys, Where.Open(lent.number), counting.gauge, tongue) }) { answer ->
            val written = lent.length
            lent.close()
            when (answer) {
                is Answer.Done -> shell.media.documents.measure(uri) { read ->
                    if (read != null && read > 0 && read == written) confirm(answer.value) else drop(uri, Told(R.string.copy_not_whole))
                }
                is Answer.Not -> drop(uri, Told(R.string.copy_failed, answer.problem.words))
            }
        }
    }

    private fun confirm(copy: CopyMade) = shell.ask({ copies.confirm(copy) }) { answer ->
        turn {
            meter = null
            made = copy
            if (answer is Answer.Done) step = Step.DONE
            if (answer is Answer.Not) problem = Told(R.string.copy_failed, answer.problem.words)
        }
    }

    /** Half a copy looks like a whole one. */
    private fun drop(uri: Uri, why: Told) {
        shell.media.documents.remove(uri)
        refuse(why)
    }

    private fun refuse(why: Told) = turn {
        meter = null
        problem = why
        scrolledTo = 0
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        /** Neutral, as everything that is seen from outside. */
        const val FILE_NAME = "plan.age"
        const val KEYS = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
}
