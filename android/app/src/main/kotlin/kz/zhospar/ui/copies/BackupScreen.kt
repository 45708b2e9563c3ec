package kz.zhospar.ui.copies

import android.net.Uri
import android.text.InputType
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.CopyMade
import kz.zhospar.core.Where
import kz.zhospar.platform.LentProvider
import kz.zhospar.platform.Written
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.confirm
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage
import java.io.File

/**
 * A copy now: the PIN once more, then who can open it, then where to. It is sealed into a file of our own first, so that no other app holds up the lock. In a
 * place that she chose it counts only after it was read again to its end; with an app that it was handed to, when she says that it arrived.
 */
class BackupScreen(private val shell: Shell) : Screen() {
    private enum class Step { PIN, WHOM, HANDED, DONE }

    private var step = Step.PIN
    private var own = true
    private var others = ""
    private var isBusy = false
    private var meter: Meter? = null
    private var problem: Told? = null
    private var made: CopyMade? = null
    private val handed = HandedCard(shell, this) { shell.back() }

    override fun begin() {
        if (step == Step.HANDED) handed.begin()
    }

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
            step == Step.HANDED -> kit.column(title).also { handed.put(kit, it) }
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
        content.put(plain(words(R.string.copy_hand_on)) { seal(then = ::handOn) })
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
        if (!shell.errands.placeSealed(LentProvider.TYPE, FILE_NAME, ::sealInto)) refuse(Told(R.string.copy_no_picker))
    }

    private fun sealInto(uri: Uri) = seal(refused = { shell.media.documents.remove(uri) }) { file, copy -> put(file, uri, copy) }

    private fun seal(refused: () -> Unit = {}, then: (File, CopyMade) -> Unit) {
        val counting = Meter(R.string.copy_writing, null)
        val file = shell.media.temporary.newLent()
        turn {
            problem = null
            meter = counting
        }
        val (own, tongue) = own to shell.tongue
        val keys = others.split(Regex("[\\s,;]+")).filter(String::isNotEmpty)
        shell.askLong({ copies.make(own, keys, Where.Path(file.path), counting.gauge, tongue) }) { answer ->
            when (answer) {
                is Answer.Done -> then(file, answer.value)
                is Answer.Not -> {
                    shell.media.temporary.erase(file)
                    refused()
                    refuse(Told(R.string.copy_failed, answer.problem.words))
                }
            }
        }
    }

    /** It is sealed: a lock meanwhile is no reason to break this off. */
    private fun put(file: File, uri: Uri, copy: CopyMade) = shell.media.documents.put(file, uri) { written ->
        shell.media.temporary.erase(file)
        val why = WORDS[written] ?: return@put confirm(copy)
        // Half a copy looks like a whole one.
        shell.media.documents.remove(uri)
        refuse(Told(why))
    }

    private fun confirm(copy: CopyMade) = shell.ask({ copies.confirm(copy) }) { answer ->
        turn {
            meter = null
            made = copy
            if (answer is Answer.Done) step = Step.DONE
            if (answer is Answer.Not) problem = Told(R.string.copy_failed, answer.problem.words)
        }
    }

    private fun handOn(file: File, copy: CopyMade) {
        turn { meter = null }
        when {
            // Nobody is left to choose an app.
            shell.top !== this -> {
                shell.media.temporary.erase(file)
                if (!shell.isOpen) shell.go(CaptureScreen(shell, Told(R.string.unfinished)))
            }
            shell.errands.handOn(shell.media.lending.offer(file, FILE_NAME)) -> shell.ask({ copies.handOver(copy) }) {
                step = Step.HANDED
                handed.begin()
            }
            else -> {
                shell.media.lending.end()
                refuse(Told(R.string.copy_no_app))
            }
        }
    }

    /** The lock may have come first: then it is said in front of the PIN, without a word of what it was. */
    private fun refuse(why: Told) {
        turn {
            meter = null
            problem = why
            scrolledTo = 0
        }
        if (!shell.isOpen) shell.go(CaptureScreen(shell, Told(R.string.unfinished)))
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        /** Neutral, as everything that is seen from outside. */
        const val FILE_NAME = "plan.age"
        val WORDS = mapOf(Written.NOWHERE to R.string.copy_no_place, Written.CUT to R.string.copy_cut, Written.DIFFERENT to R.string.copy_not_whole)
        const val KEYS = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
}
