package kz.zhospar.ui.evidence

import android.app.Activity
import android.os.Handler
import android.os.Looper
import android.text.format.Formatter
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Gauge
import kz.zhospar.platform.Copying
import kz.zhospar.ui.design.Kit
import java.text.NumberFormat

/**
 * Says how far a long call is, as long as it is looked at. What is no bytes, or not only, is shown as a bare number. Who waits for it does not touch the phone: the
 * screen stays on meanwhile, and as long as something moves on, that nobody touches it locks nothing.
 */
class Meter(private val about: Int, private val all: Long?, private val inBytes: Boolean = true, private val copying: Copying? = null) {
    val gauge = Gauge()
    private val main = Handler(Looper.getMainLooper())

    fun view(kit: Kit): View {
        val text = kit.note(said(kit))
        var before = count
        val tick = object : Runnable {
            override fun run() {
                if (!text.isAttachedToWindow) return
                text.text = said(kit)
                if (count != before) (kit.context as? Activity)?.onUserInteraction()
                before = count
                main.postDelayed(this, TICK_MS)
            }
        }
        main.postDelayed(tick, TICK_MS)
        return kit.card(kit.body(kit.words(about)), text).apply { keepScreenOn = true }
    }

    private val count: Long get() = copying?.bytes ?: gauge.done

    private fun said(kit: Kit): String {
        val done = if (inBytes) Formatter.formatShortFileSize(kit.context, count) else NumberFormat.getInstance().format(count)
        if (all == null) return kit.words(R.string.ev_so_far, done)
        return kit.words(R.string.ev_of_all, done, Formatter.formatShortFileSize(kit.context, all))
    }

    private companion object {
        const val TICK_MS = 500L
    }
}
