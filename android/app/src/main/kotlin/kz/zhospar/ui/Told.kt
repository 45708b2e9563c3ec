package kz.zhospar.ui

import kz.zhospar.ui.design.Kit

/** What she is told: the shell's words, the core's, or the core's within the shell's. */
class Told(private val words: Int?, private val why: String? = null) {
    fun say(kit: Kit): String = when {
        words == null -> why.orEmpty()
        why == null -> kit.words(words)
        else -> kit.words(words, why)
    }
}
