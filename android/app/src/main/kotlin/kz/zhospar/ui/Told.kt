package kz.zhospar.ui

import kz.zhospar.core.Answer
import kz.zhospar.ui.design.Kit

/** What she is told: the shell's words, the core's, or the core's within the shell's. */
class Told(private val words: Int?, private val why: String? = null) {
    fun say(kit: Kit): String = when {
        words == null -> why.orEmpty()
        why == null -> kit.words(words)
        else -> kit.words(words, why)
    }
}

/** The PIN once more, as before anything leaves the log; `then` gets why it was not taken, or null. */
fun Shell.confirm(pin: String, then: (Told?) -> Unit) =
    ask({ confirmPin(pin) }) { answer -> then((answer as? Answer.Not)?.let { Told(null, it.problem.words) }) }
