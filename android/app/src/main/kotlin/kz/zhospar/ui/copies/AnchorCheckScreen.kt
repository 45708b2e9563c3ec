package kz.zhospar.ui.copies

import android.text.InputType
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.AnchorState
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Compares the log with an anchor that someone kept. */
class AnchorCheckScreen(private val shell: Shell) : Screen() {
    private var typed = ""
    private var state: AnchorState? = null
    private var problem: String? = null

    override fun draw(kit: Kit): View {
        val said = problem ?: state?.let { kit.words(WORDS.getValue(it)) }
        val content = kit.column(
            kit.title(kit.words(R.string.anchor_check)),
            if (state == AnchorState.UNCHANGED) said?.let { kit.card(kit.body(it)) } else said?.let(kit::warning),
            kit.body(kit.words(R.string.anchor_check_about)),
            kit.field(kit.words(R.string.anchor_code), typed, lines = 3, type = CODE) {
                typed = it
                shell.touched()
            },
            kit.primary(kit.words(R.string.anchor_compare)) { compare() },
        )
        return kit.framed(shell, this, content)
    }

    private fun compare() {
        val code = typed
        shell.ask({ copies.checkAnchor(code) }) { answer ->
            state = (answer as? Answer.Done)?.value
            problem = (answer as? Answer.Not)?.problem?.words
            scrolledTo = 0
            shell.redraw(this)
        }
    }

    private companion object {
        val WORDS = mapOf(
            AnchorState.UNCHANGED to R.string.anchor_unchanged,
            AnchorState.CHANGED to R.string.anchor_changed,
            AnchorState.SHORTER to R.string.anchor_shorter,
        )
        const val CODE = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
}
