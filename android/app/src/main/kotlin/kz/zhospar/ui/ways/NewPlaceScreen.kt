package kz.zhospar.ui.ways

import android.text.InputType
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** A place where trips begin or end. Where she is now is never asked: that would turn the receiver on. */
class NewPlaceScreen(private val shell: Shell) : Screen() {
    private var name = ""
    private var lat = ""
    private var lon = ""
    private var problem: String? = null

    override fun draw(kit: Kit): View {
        val content = kit.column(
            kit.title(kit.words(R.string.way_place_add)),
            problem?.let(kit::warning),
            kit.field(kit.words(R.string.way_name), name) { type { name = it } },
            kit.body(kit.words(R.string.way_degrees_about)),
            kit.field(kit.words(R.string.way_lat), lat, type = DEGREES) { type { lat = it } },
            kit.field(kit.words(R.string.way_lon), lon, type = DEGREES) { type { lon = it } },
            kit.primary(kit.words(R.string.way_keep)) { keep() },
        )
        return kit.framed(shell, this, content)
    }

    private fun type(change: () -> Unit) {
        change()
        // A keyboard's keys are no touches of this window.
        shell.touched()
    }

    private fun keep() {
        val (name, lat, lon) = Triple(name, lat, lon)
        shell.ask({ ways.addPlace(name, lat, lon) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (problem == null && shell.top === this) shell.back() else shell.redraw(this)
        }
    }

    private companion object {
        const val DEGREES = InputType.TYPE_CLASS_NUMBER or InputType.TYPE_NUMBER_FLAG_DECIMAL or InputType.TYPE_NUMBER_FLAG_SIGNED
    }
}
