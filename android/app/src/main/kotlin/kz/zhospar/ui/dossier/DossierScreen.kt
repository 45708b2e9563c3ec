package kz.zhospar.ui.dossier

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.HandOver
import kz.zhospar.core.Named
import kz.zhospar.core.Plan
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What goes into a dossier, and the ways on from there. Nothing leaves the log here. */
class DossierScreen(private val shell: Shell) : Screen() {
    private var plan = Plan(setOf(if (shell.tongue == Tongue.KK) Tongue.KK else Tongue.RU))
    private var fields = listOf<Named>()

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ dossier.fields(tongue) }) { answer ->
            if (answer is Answer.Done) fields = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.dos_title)), kit.body(kit.words(R.string.dos_about)))
        with(kit) {
            content.put(heading(words(R.string.dos_period)), gap = 24)
            content.put(flow(listOf(null, 365, 30).map { days ->
                val name = days?.let { context.resources.getQuantityString(R.plurals.days, it, it) } ?: words(R.string.dos_all_time)
                choice(name, plan.days == days) { turn(plan.copy(days = days)) }
            }))
            val left = plan.leftOut.size
            val which = listOfNotNull(words(R.string.dos_which), context.resources.getQuantityString(R.plurals.dos_left_out, left, left).takeIf { left > 0 })
            content.put(plain(which.joinToString(" · ")) { shell.go(WhichScreen(shell, plan) { plan = it }) })
            inside(content)
            content.put(heading(words(R.string.dos_language)), gap = 24)
            LANGUAGES.forEach { tongue ->
                val chosen = (if (tongue in plan.tongues) plan.tongues - tongue else plan.tongues + tongue).ifEmpty { setOf(tongue) }
                content.put(tick(tongue.ownName, tongue in plan.tongues) { turn(plan.copy(tongues = chosen)) }, gap = 8)
            }
            content.put(plain(words(R.string.dos_statement)) { shell.go(StatementScreen(shell)) }, gap = 24)
            content.put(plain(words(R.string.dos_preview)) { shell.go(PreviewScreen(shell, plan)) })
            content.put(primary(words(R.string.dos_hand_over)) { shell.go(HandOverScreen(shell, plan, HandOver.DOSSIER)) })
            content.put(plain(words(R.string.dos_summary)) { shell.go(HandOverScreen(shell, plan, HandOver.SUMMARY)) })
        }
        return kit.framed(shell, this, content)
    }

    /** Each tick says that something goes in. */
    private fun Kit.inside(content: LinearLayout) {
        content.put(heading(words(R.string.dos_inside)), gap = 24)
        content.put(note(words(R.string.dos_inside_about)))
        fields.forEach { field ->
            content.put(tick(field.name, field.id !in plan.withheld) { turn(plan.toggled(field.id)) }, gap = 8)
            if (field.id == Plan.PLACE && plan.mayShowPosition) {
                content.put(tick(words(R.string.dos_points), plan.showsPosition) { turn(plan.copy(showsPosition = !plan.showsPosition)) }, gap = 8)
            }
        }
    }

    private fun turn(to: Plan) {
        plan = to
        shell.redraw(this)
    }

    private companion object {
        /** Those in which the police take a statement. */
        val LANGUAGES = listOf(Tongue.KK, Tongue.RU)
    }
}
