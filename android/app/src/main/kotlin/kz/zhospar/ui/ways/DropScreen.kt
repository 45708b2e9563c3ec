package kz.zhospar.ui.ways

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.WayPlace
import kz.zhospar.core.Ways
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** A second word before something of her ways is removed, and what becomes of it. Without `work` it says what is to be removed first. */
class DropScreen(
    private val shell: Shell,
    private val name: String,
    private val about: (Kit) -> String,
    private val refused: (Answer.Not) -> Int? = { null },
    private val work: (Calls.() -> Unit)?,
) : Screen() {
    private var problem: ((Kit) -> String)? = null

    override fun draw(kit: Kit): View {
        val content = kit.column(
            kit.title(if (work == null) name else kit.words(R.string.way_drop_ask, name)),
            problem?.let { kit.warning(it(kit)) },
            kit.body(about(kit)),
            work?.let { kit.primary(kit.words(R.string.way_drop_yes)) { drop(it) } },
        )
        return kit.framed(shell, this, content)
    }

    private fun drop(work: Calls.() -> Unit) = shell.ask(work) { answer ->
        if (answer is Answer.Not) problem = { kit -> refused(answer)?.let { kit.words(it) } ?: answer.problem.words }
        if (answer is Answer.Done && shell.top === this) shell.back() else shell.redraw(this)
    }

    companion object {
        /** A place at which a way begins or ends stays; the core says so too of one that she gave up and made trips by. */
        fun ofPlace(shell: Shell, place: WayPlace, known: Ways): DropScreen {
            val used = known.ways.filter { it.from.id == place.id || it.to.id == place.id }.joinToString(", ") { it.name }
            if (used.isNotEmpty()) return DropScreen(shell, place.name, { it.words(R.string.way_drop_place_used, used) }, work = null)
            val byTrips = { answer: Answer.Not -> R.string.way_drop_place_trips.takeIf { answer.problem.field == IN_USE } }
            return DropScreen(shell, place.name, { it.words(R.string.way_drop_place) }, byTrips) { ways.removePlace(place.id) }
        }

        private const val IN_USE = "route-place"
    }
}
