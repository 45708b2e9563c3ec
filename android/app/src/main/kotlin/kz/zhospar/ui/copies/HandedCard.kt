package kz.zhospar.ui.copies

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit

/** A copy that another app was given: she alone can tell whether it arrived, and only her word counts it. */
class HandedCard(private val shell: Shell, private val on: Screen, private val settled: () -> Unit) {
    private var isThere = false

    fun begin() = shell.ask({ copies.isHanded() }) { answer ->
        isThere = answer is Answer.Done && answer.value
        shell.redraw(on)
    }

    fun put(kit: Kit, content: LinearLayout) = with(kit) {
        if (!isThere) return@with
        content.put(heading(words(R.string.copy_handed)))
        content.put(body(words(R.string.copy_handed_about)))
        content.put(plain(words(R.string.copy_arrived)) { settle(arrived = true) })
        content.put(plain(words(R.string.copy_not_arrived)) { settle(arrived = false) })
    }

    private fun settle(arrived: Boolean) = shell.ask({ copies.settleHanded(arrived) }) { answer ->
        if (answer is Answer.Done) {
            isThere = false
            shell.media.lending.end()
            settled()
        }
    }
}
