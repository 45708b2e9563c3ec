package kz.zhospar.ui.lock

import android.text.InputType
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage
import kz.zhospar.ui.today.TodayScreen

/** What the code on paper can do: a new PIN, and everything about the second one. */
class RecoveryScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false

    private enum class Step { CODE, NEW_PIN, SECOND_PIN, REMOVE }

    private var step = Step.CODE
    private var code = ""
    private var first: String? = null
    private var said: Int? = null
    private var problem: String? = null
    private var isBusy = false

    override fun begin() = shell.redraw(this)

    /** It opens everything: whoever finds the phone next does not read it here. */
    override fun leave() {
        if (shell.isInSight || isBusy) return
        code = ""
        step = Step.CODE
        first = null
    }

    override fun draw(kit: Kit): View = kit.framed(shell, this, if (isBusy) kit.body(kit.words(R.string.wait)) else content(kit))

    override fun back(): Boolean {
        if (step == Step.CODE) return false
        turn(Step.CODE)
        return true
    }

    private fun content(kit: Kit): View = when (step) {
        Step.CODE -> codePage(kit)
        Step.REMOVE -> kit.column(
            kit.title(kit.words(R.string.recovery_remove)),
            kit.body(kit.words(R.string.recovery_remove_ask)),
            kit.primary(kit.words(R.string.recovery_remove_yes)) { change(R.string.second_removed) { removeSecondPin(it) } },
        )
        else -> {
            val title = when {
                first != null -> R.string.pin_repeat
                step == Step.NEW_PIN -> R.string.recovery_new_pin
                else -> R.string.recovery_second
            }
            kit.pinPage(kit.words(title), kit.words(R.string.first_pin_about), said?.let { kit.words(it) }, entered = ::entered).first
        }
    }

    private fun codePage(kit: Kit): View = kit.column(
        kit.title(kit.words(R.string.recovery)),
        kit.body(kit.words(R.string.recovery_about)),
        (problem ?: said?.let { kit.words(it) })?.let(kit::warning),
        kit.field(kit.words(R.string.recovery), code, lines = 3, type = CODE) { code = it },
        kit.primary(kit.words(R.string.recovery_new_pin)) { turn(Step.NEW_PIN) },
        kit.plain(kit.words(R.string.recovery_second)) { turn(Step.SECOND_PIN) },
        kit.plain(kit.words(R.string.recovery_remove)) { turn(Step.REMOVE) },
    )

    private fun turn(to: Step) {
        step = to
        first = null
        said = null
        problem = null
        shell.redraw(this)
    }

    private fun entered(pin: String) {
        val before = first
        when {
            before == null -> first = pin
            before != pin -> {
                first = null
                said = R.string.pin_differs
            }
            step == Step.SECOND_PIN -> return change(R.string.second_set) { setSecondPin(it, pin) }
            else -> return recover(pin)
        }
        if (first != null) said = null
        shell.redraw(this)
    }

    private fun recover(pin: String) {
        val tongue = shell.tongue
        busy({ recover(it, pin, tongue) }) { opened -> if (shell.top === this) shell.home(TodayScreen(shell, opened.notices)) else shell.leaveShut() }
    }

    private fun change(done: Int, work: Calls.(String) -> Unit) = busy(work) {
        turn(Step.CODE)
        code = ""
        said = done
    }

    private fun <T> busy(work: Calls.(String) -> T, then: (T) -> Unit) {
        val typed = code
        isBusy = true
        shell.redraw(this)
        shell.ask({ work(typed) }) { answer ->
            isBusy = false
            when (answer) {
                is Answer.Done -> then(answer.value)
                is Answer.Not -> {
                    if (!shell.isInSight) code = ""
                    turn(Step.CODE)
                    problem = answer.problem.words
                }
            }
            shell.redraw(this)
        }
    }

    private companion object {
        const val CODE = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
}
