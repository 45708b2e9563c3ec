package kz.zhospar.ui.dossier

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Outside
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What of hers lies outside, as far as the log knows of it, until she marks it as gone. */
class OutsideScreen(private val shell: Shell) : Screen() {
    private var copies: List<Outside>? = null
    private var problem: Told? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ dossier.copies(tongue) }) { answer ->
            if (answer is Answer.Done) copies = answer.value
            problem = (answer as? Answer.Not)?.let { Told(null, it.problem.words) }
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.dos_copies)), kit.body(kit.words(R.string.dos_copies_about)))
        with(kit) {
            problem?.let { content.put(warning(it.say(this))) }
            if (copies?.isEmpty() == true) content.put(body(words(R.string.dos_copies_none)))
            copies?.forEach { copy ->
                val mark = plain(words(if (copy.gone == null) R.string.dos_gone else R.string.dos_there)) { mark(copy) }
                mark.contentDescription = "${mark.text}: ${copy.words}"
                content.put(card(body(copy.words), copy.gone?.let { note(words(R.string.dos_gone_since, it)) }, mark))
            }
        }
        return kit.framed(shell, this, content)
    }

    private fun mark(copy: Outside) {
        val isGone = copy.gone == null
        shell.ask({ dossier.markCopy(copy.number, isGone) }) { answer ->
            problem = (answer as? Answer.Not)?.let { Told(null, it.problem.words) }
            if (answer is Answer.Done) begin() else shell.redraw(this)
        }
    }
}
