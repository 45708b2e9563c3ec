package kz.zhospar.ui.settings

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.CodeScreen
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.lock.LockScreen
import kz.zhospar.ui.page
import kz.zhospar.ui.pinPage

/** Someone knew the PIN: what that means, the PIN once more, a new one twice. */
class RenewScreen(private val shell: Shell) : Screen() {
    private enum class Step { ABOUT, NOW, NEW, REPEAT }

    private var step = Step.ABOUT
    private var chosen = ""
    private var problem: String? = null
    private var differs = false
    private var isBusy = false

    override fun draw(kit: Kit): View {
        val warning = problem ?: kit.words(R.string.pin_differs).takeIf { differs }
        val content = when {
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.ABOUT -> kit.column(
                kit.title(kit.words(R.string.renew_title)),
                kit.body(kit.words(R.string.renew_about)),
                kit.body(kit.words(R.string.renew_copies)),
                kit.primary(kit.words(R.string.next)) { turn(Step.NOW) },
            )
            else -> {
                val (title, about) = when (step) {
                    Step.NOW -> R.string.set_pin_now to null
                    Step.NEW -> R.string.set_pin_new to kit.words(R.string.first_pin_about)
                    else -> R.string.pin_repeat to null
                }
                kit.pinPage(kit.words(title), about, warning, entered = ::entered).first
            }
        }
        return kit.framed(shell, this, content)
    }

    private fun entered(pin: String) {
        problem = null
        differs = false
        when (step) {
            Step.NOW -> confirm(pin)
            Step.NEW -> {
                chosen = pin
                turn(Step.REPEAT)
            }
            else -> if (pin == chosen) {
                shell.home(RenewingScreen(shell, pin))
            } else {
                differs = true
                turn(Step.NEW)
            }
        }
    }

    private fun confirm(pin: String) {
        isBusy = true
        shell.redraw(this)
        shell.ask({ confirmPin(pin) }) { answer ->
            isBusy = false
            problem = (answer as? Answer.Not)?.problem?.words
            turn(if (answer is Answer.Done) Step.NEW else Step.NOW)
        }
    }

    private fun turn(to: Step) {
        step = to
        shell.redraw(this)
    }
}

/** While everything is sealed anew. It shows nothing, so that no lock takes away the code that comes of it. */
class RenewingScreen(private val shell: Shell, private val pin: String) : Screen() {
    override val isOpen: Boolean get() = false

    private val meter = Meter(R.string.renew_running, null, inBytes = false)
    private var isAsked = false
    private var problem: String? = null

    override fun back(): Boolean = true

    override fun begin() {
        if (isAsked) return
        isAsked = true
        shell.askLong({ copies.renew(pin, meter.gauge) }) { answer ->
            when (answer) {
                is Answer.Done -> shell.home(CodeScreen(shell, answer.value, listOf(Told(R.string.renew_done))))
                is Answer.Not -> {
                    problem = answer.problem.words
                    shell.ask({ lock() })
                    shell.redraw(this)
                }
            }
        }
    }

    override fun draw(kit: Kit): View {
        val refused = problem
        val content = kit.column(kit.title(kit.words(R.string.renew_title)), if (refused == null) meter.view(kit) else kit.warning(refused))
        with(kit) {
            if (refused != null) {
                content.put(body(words(R.string.renew_failed)))
                content.put(primary(words(R.string.renew_to_pin)) { shell.home(LockScreen(shell)) })
            }
        }
        return kit.page(this, content)
    }
}
