package kz.zhospar.ui.entry

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Problem
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/**
 * Something that is kept as a whole, once she says so: a number that is half typed must not get an alert. What is refused is told beside its field, and
 * nothing typed is lost by it; a step back is asked for twice.
 */
abstract class FormScreen<D : Any, R>(protected val shell: Shell, private var first: D) : Screen() {
    protected var draft: D = first
        private set
    protected var isBusy = false
        private set

    private var problem: Problem? = null
    private var mayLose = false
    private var isGivenUp = false

    /** Names of the fields that say themselves why they are refused, as the core has them. */
    protected abstract val fields: Set<String>

    protected abstract fun Calls.keep(draft: D, tongue: Tongue): R

    protected abstract fun kept(answer: R)

    protected abstract fun Kit.fill(content: LinearLayout)

    override fun draw(kit: Kit): View {
        val content = kit.column()
        kit.fill(content)
        return kit.framed(shell, this, content)
    }

    override fun back(): Boolean {
        if (draft == first) return false
        if (mayLose) {
            isGivenUp = true
            return false
        }
        stopLoss()
        return true
    }

    /** A step back before it was kept. */
    protected open fun stopLoss() = warnOfLoss()

    /** The next step back leaves it as it was. */
    protected fun warnOfLoss() {
        mayLose = true
        scrolledTo = 0
        shell.redraw(this)
    }

    protected fun isUnkept(): Boolean = draft != first && !isGivenUp

    protected fun change(how: (D) -> D) {
        say(how)
        shell.redraw(this)
    }

    /** A change that is being typed: the views stay. */
    protected fun say(how: (D) -> D) {
        draft = how(draft)
        mayLose = false
        shell.touched()
    }

    /** What belongs to no field. Stands under the title. */
    protected fun Kit.standing(content: LinearLayout) {
        if (mayLose) content.put(warning(words(R.string.form_unkept)))
        problem?.takeIf { it.field !in fields }?.let { content.put(warning(it.words)) }
    }

    /** A field, with why it was refused under it. */
    protected fun Kit.line(content: LinearLayout, label: String, said: String, of: String? = null, lines: Int = 1, type: Int = Kit.WORDS, put: (D, String) -> D) {
        content.put(field(label, said, lines, type) { words ->
            say { put(it, words) }
            // What was refused stands there no longer.
            if (of != null && problem?.field == of) problem = null
        })
        refused(content, of)
    }

    protected fun Kit.refused(content: LinearLayout, of: String?) {
        problem?.takeIf { of != null && it.field == of }?.let { content.put(warning(why(it)), gap = 8) }
    }

    /** Why what stands in a field was refused. */
    protected open fun Kit.why(problem: Problem): String = problem.words

    protected fun Kit.keepButton(content: LinearLayout, name: Int = R.string.form_keep) {
        content.put(primary(words(if (isBusy) R.string.wait else name)) { keep() }.apply { isEnabled = !isBusy }, gap = 24)
    }

    protected fun keep(orElse: () -> Unit = {}) {
        val now = draft
        val tongue = shell.tongue
        act({ keep(now, tongue) }, orElse) { answer ->
            first = now
            mayLose = false
            kept(answer)
        }
    }

    /** Keeps what is there without a word from her, as it goes. */
    protected fun keepLeaving(work: Calls.(D) -> R, then: (D, R) -> Unit) {
        val (now, before) = draft to first
        first = now
        shell.ask({ work(now) }) { answer ->
            if (answer is Answer.Done) then(now, answer.value) else if (first == now) first = before
        }
    }

    /** Asks the core, and says why if it was not done. */
    protected fun <T> act(work: Calls.() -> T, orElse: () -> Unit = {}, then: (T) -> Unit) {
        isBusy = true
        shell.redraw(this)
        shell.ask(work) { answer ->
            isBusy = false
            problem = (answer as? Answer.Not)?.problem
            if (answer is Answer.Done) then(answer.value) else orElse()
            shell.redraw(this)
        }
    }

    /** What stands in the fields is about something that is settled. */
    protected fun leaveBehind() {
        first = draft
        if (shell.top === this) shell.back()
    }
}
