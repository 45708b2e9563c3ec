package kz.zhospar.ui.copies

import android.net.Uri
import android.text.InputType
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.ui.CodeScreen
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.pickFile
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage
import java.io.File

/** Brings a copy back where nothing is yet: the file, the code on paper, a PIN for this phone. What fails leaves nothing, and can be tried again. */
class RestoreScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false

    private var file: Uri? = null
    private var code = ""
    private var asksForPin = false
    private var first: String? = null
    private var problem: Told? = null
    private var meter: Meter? = null

    /** The copy of the file that is being made: it may come from far away. */
    private var copying: Copying? = null

    /** Our own copy of the file. It is sealed, and serves until she has what she wants. */
    private var own: File? = null

    override fun begin() = shell.redraw(this)

    /** The code is not left for whoever finds the phone next. */
    override fun leave() {
        if (shell.isInSight || shell.errands.isOut || meter != null) return
        code = ""
        asksForPin = false
        first = null
    }

    override fun back(): Boolean {
        if (giveUp() || meter != null) return true
        if (!asksForPin) {
            drop()
            return false
        }
        turn {
            asksForPin = false
            first = null
            problem = null
        }
        return true
    }

    override fun draw(kit: Kit): View {
        val said = problem?.say(kit)
        val now = meter
        val content = when {
            now != null -> kit.column(kit.title(kit.words(R.string.copy_restore)), now.view(kit))
            asksForPin -> {
                val (title, about) = if (first == null) R.string.first_pin to kit.words(R.string.first_pin_about) else R.string.pin_repeat to null
                kit.pinPage(kit.words(title), about, said, entered = ::entered).first
            }
            else -> kit.column(
                kit.title(kit.words(R.string.copy_restore)),
                said?.let(kit::warning),
                kit.body(kit.words(R.string.copy_restore_about)),
                kit.plain(kit.words(if (file == null) R.string.copy_pick else R.string.copy_pick_other)) { pick() },
                kit.note(kit.words(R.string.copy_picked)).takeIf { file != null && problem == null },
                kit.field(kit.words(R.string.recovery), code, lines = 3, type = CODE) { code = it },
                kit.note(kit.words(R.string.copy_code_about)),
                kit.primary(kit.words(R.string.next)) { next() },
            )
        }
        return kit.framed(shell, this, content)
    }

    private fun pick() {
        problem = null
        val isOut = shell.errands.go(pickFile(isSealed = true)) { came ->
            val uri = came?.data ?: return@go
            drop()
            turn { file = uri }
        }
        if (!isOut) turn { problem = Told(R.string.copy_no_picker) }
    }

    private fun next() = turn {
        problem = if (file == null) Told(R.string.copy_pick_first) else null
        asksForPin = file != null
        scrolledTo = 0
    }

    private fun entered(pin: String) {
        val before = first
        problem = null
        if (before == pin) return open(pin)
        turn {
            first = pin.takeIf { before == null }
            if (before != null) problem = Told(R.string.pin_differs)
        }
    }

    private fun open(pin: String) {
        val uri = file ?: return
        own?.let { return restore(it, pin) }
        val begun = Copying()
        copying = begun
        turn { meter = Meter(R.string.copy_fetching, null, copying = begun) }
        shell.media.documents.copy(uri, begun) { copy ->
            copying = null
            when (copy) {
                is Copy.Whole -> {
                    own = copy.file
                    restore(copy.file, pin)
                }
                Copy.Unreadable -> refuse(Told(R.string.copy_unreadable))
                Copy.NoRoom -> refuse(Told(R.string.no_room))
            }
        }
    }

    private fun restore(from: File, pin: String) {
        // Evidence is read twice, so that nothing tells how much there is in all.
        val counting = Meter(R.string.copy_restoring, null)
        turn { meter = counting }
        val (typed, tongue) = code to shell.tongue
        shell.askLong({ copies.restore(Where.Path(from.path), typed, pin, counting.gauge, tongue) }) { answer ->
            when (answer) {
                is Answer.Done -> {
                    drop()
                    answer.value.let { shell.home(CodeScreen(shell, it.recoveryCode, listOf(Told(R.string.copy_new_code)) + it.says.map { said -> Told(null, said) })) }
                }
                is Answer.Not -> refuse(Told(null, answer.problem.words))
            }
        }
    }

    /** Whether there was a copy to give up. */
    private fun giveUp(): Boolean {
        val given = copying ?: return false
        given.isWanted = false
        copying = null
        turn {
            meter = null
            asksForPin = false
            first = null
        }
        return true
    }

    private fun drop() {
        own?.let(shell.media.temporary::erase)
        own = null
    }

    private fun refuse(why: Told) = turn {
        if (!shell.isInSight) code = ""
        meter = null
        asksForPin = false
        first = null
        problem = why
        scrolledTo = 0
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        const val CODE = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
}
