package kz.zhospar.ui.entry

import android.graphics.Rect
import android.os.Handler
import android.os.Looper
import android.view.View
import android.widget.LinearLayout
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Choice
import kz.zhospar.core.Moment
import kz.zhospar.core.Named
import kz.zhospar.core.Problem
import kz.zhospar.core.Tongue
import kz.zhospar.core.Written
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.incident.local
import kz.zhospar.ui.incident.moved
import kz.zhospar.ui.design.pickDay
import java.time.LocalDate

/**
 * One entry beside the incidents. It is kept after a rest and whenever it is left, once it says enough; each change is an amendment that stays in the history.
 * A step back waits for that: what is refused is told, and only a second step leaves it behind.
 */
abstract class EntryScreen<D : Any>(protected val shell: Shell, @Volatile protected var id: String?, private val first: D) : Screen() {
    protected var draft: D = first
        private set

    /** Those who are not withdrawn, for entries that name someone. */
    protected var people = emptyList<Named>()
        private set

    private val main = Handler(Looper.getMainLooper())
    private val keepNow = Runnable { if (isEnough(draft)) keep() }
    private var kept: D? = first.takeIf { id != null }
    private var entry: Written<D>? = null
    private var problem: Problem? = null
    private var mayLose = false
    private var isGivenUp = false
    private var days = emptyMap<Moment, String>()
    private var state: TextView? = null
    private var warned: TextView? = null

    /** What the last refusal was about. */
    private var refused: D = first

    private val boxes = mutableListOf<Box>()

    /** A box under a field, and the names that the core has for what stands in that. */
    private class Box(val view: TextView, val field: View, val of: Set<String>)

    protected abstract fun Calls.write(id: String?, draft: D): String

    /** Writes what is being left: there is nobody any more to tell of a slip. */
    protected abstract fun Calls.writeLeaving(id: String?, draft: D, tongue: Tongue): String

    protected abstract fun Calls.read(id: String, tongue: Tongue): Written<D>

    /** Whether it may be written before she leaves it. */
    protected abstract fun isEnough(draft: D): Boolean

    protected abstract fun Kit.fill(content: LinearLayout)

    override fun begin() {
        days = emptyMap()
        id?.let(::load)
        val tongue = shell.tongue
        shell.ask({ people.names(tongue) }) { answer ->
            if (answer is Answer.Done && answer.value != people) turn { people = answer.value }
        }
    }

    override fun leave() {
        main.removeCallbacks(keepNow)
        if (!isGivenUp) keep(isLeaving = true)
    }

    override fun back(): Boolean {
        if (!isUnkept()) return false
        if (mayLose) {
            // She has seen why it can't be kept as it is, and leaves it.
            isGivenUp = true
            return false
        }
        main.removeCallbacks(keepNow)
        keep { isKept ->
            if (shell.top !== this) return@keep
            if (isKept) {
                shell.back()
            } else {
                mayLose = true
                if (boxOf(problem) == null) scrolledTo = 0
                shell.redraw(this)
                // Once it has its place, together with its field.
                boxOf(problem)?.run { view.post { view.requestRectangleOnScreen(Rect(0, field.top - view.top, view.width, view.height), true) } }
            }
        }
        return true
    }

    override fun draw(kit: Kit): View {
        val content = kit.column()
        boxes.clear()
        with(kit) {
            state = note("")
            warned = warning("")
            fill(content)
            foot(content)
        }
        tell()
        return kit.framed(shell, this, content)
    }

    /** What became of the last save, and what looks unusual. Belongs under the title. */
    protected fun Kit.standing(content: LinearLayout) {
        content.put(requireNotNull(state))
        content.put(requireNotNull(warned), gap = 0)
        entry?.notes?.forEach { content.put(note(it)) }
    }

    protected fun change(how: (D) -> D) = turn { say(how) }

    /** A change that is being typed: the views stay. */
    protected fun say(how: (D) -> D) {
        draft = how(draft)
        mayLose = false
        shell.touched()
        main.removeCallbacks(keepNow)
        main.postDelayed(keepNow, if (id == null) ADD_AFTER_MS else AMEND_AFTER_MS)
    }

    protected fun Kit.line(label: String, said: String, lines: Int = 1, put: (D, String) -> D): View = field(label, said, lines) { words -> say { put(it, words) } }

    /** A line that says itself, in a box under it, why it is refused. */
    protected fun Kit.line(content: LinearLayout, label: String, said: String, of: Set<String>, put: (D, String) -> D) {
        val box = Box(warning(""), line(label, said, put = put), of)
        content.put(box.field)
        content.put(box.view, gap = 8)
        boxes += box
    }

    /** Why what she said was refused. */
    protected open fun Kit.why(problem: Problem, said: D): String = problem.words

    private fun boxOf(problem: Problem?): Box? = boxes.firstOrNull { problem?.field in it.of }

    /** One of a list, or none. */
    protected fun Kit.oneOf(choice: Choice, chosen: String?, put: (D, String?) -> D): View = oneOf(shell.choices(choice), chosen, put)

    protected fun Kit.oneOf(names: List<Named>, chosen: String?, put: (D, String?) -> D): View = flow(
        names.map { named ->
            val isChosen = named.id == chosen
            choice(named.name, isChosen) { change { draft -> put(draft, named.id.takeUnless { isChosen }) } }
        },
    )

    protected fun Kit.yesOrNo(answer: Boolean?, put: (D, Boolean?) -> D): View = flow(
        listOf(true to R.string.yes, false to R.string.no).map { (value, name) ->
            val isChosen = value == answer
            choice(words(name), isChosen) { change { draft -> put(draft, value.takeUnless { isChosen }) } }
        },
    )

    /** A day that can be picked: those ahead only if it may lie there. */
    protected fun Kit.day(name: Int, at: Moment?, isPast: Boolean, picked: (LocalDate) -> Unit): View =
        plain(words(name, at?.let(::dayOf) ?: words(R.string.entry_no_day))) { pickDay(local(at ?: shell.now()), shell.now().utcMs.takeIf { isPast }, picked) }

    /** The day of another, at the hour it had. */
    protected fun Moment.on(day: LocalDate): Moment = moved(this, local(this).with(day))

    private fun dayOf(at: Moment): String = days[at] ?: "".also {
        val tongue = shell.tongue
        shell.ask({ day(at, tongue) }) { answer ->
            if (answer is Answer.Done) turn { days = days + (at to answer.value) }
        }
    }

    private fun Kit.foot(content: LinearLayout) {
        val shown = entry ?: return
        val amended = shown.amended?.let { words(R.string.history_changed, it) }
        content.put(card(note(words(R.string.history, shown.written)), amended?.let(::note)), gap = 24)
        if (shown.withdrawn) {
            content.put(plain(words(R.string.restore)) { move { restore(it) } })
        } else {
            content.put(plain(words(R.string.withdraw)) { move { withdraw(it) } })
            content.put(note(words(R.string.entry_withdraw_about)))
        }
    }

    private fun isUnkept(): Boolean = draft != kept && (id != null || draft != first)

    private fun keep(isLeaving: Boolean = false, then: (Boolean) -> Unit = {}) {
        if (!isUnkept()) return
        val now = draft
        kept = now
        val tongue = shell.tongue
        val written: Calls.() -> String = { if (isLeaving) writeLeaving(id, now, tongue) else write(id, now) }
        // The id is known as soon as the entry is there: nothing that fails after that writes it a second time.
        shell.ask({ written().also { id = it }.let { read(it, tongue) } }) { answer ->
            problem = (answer as? Answer.Not)?.problem
            refused = now
            if (answer is Answer.Done) entry = answer.value
            // What was not written as it stands is tried again with the next change.
            val isWhole = answer is Answer.Done && (!isLeaving || answer.value.draft == now)
            if (!isWhole && kept == now) {
                kept = null
            }
            tell()
            then(answer is Answer.Done)
        }
    }

    /** Says what became of the last save, while she goes on typing. */
    private fun tell() {
        val view = state ?: return
        val kit = Kit(view.context)
        val told = problem?.let { kit.words(R.string.not_saved, kit.why(it, refused)) + if (mayLose) " " + kit.words(R.string.entry_may_lose) else "" }
        view.text = if (told == null && entry != null) kit.words(R.string.saved) else ""
        // One box says it: that of its field, or the one above.
        val here = boxOf(problem)?.view ?: warned
        (boxes.map(Box::view) + listOfNotNull(warned)).forEach { box ->
            box.text = told.orEmpty()
            box.visibility = if (told != null && box === here) View.VISIBLE else View.GONE
        }
    }

    private fun load(id: String) {
        val tongue = shell.tongue
        shell.ask({ read(id, tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem
            if (answer is Answer.Done) {
                entry = answer.value
                // What she typed meanwhile stands.
                if (draft == kept) draft = answer.value.draft.also { kept = it }
            }
            shell.redraw(this)
        }
    }

    private fun move(work: Calls.(String) -> Unit) {
        val known = id ?: return
        keep()
        shell.ask({ work(known) }) { answer ->
            problem = (answer as? Answer.Not)?.problem
            if (answer is Answer.Done) load(known) else tell()
        }
    }

    protected fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        const val ADD_AFTER_MS = 1_500L
        const val AMEND_AFTER_MS = 10_000L
    }
}
