package kz.zhospar.ui.capture

import android.Manifest
import android.os.Handler
import android.os.Looper
import android.view.View
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.platform.TakenSort
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import java.io.File
import java.util.Locale

/** Records a voice. However it ends, by the button, by leaving or by the lock, what was recorded is handed on. */
class RecordScreen(
    private val shell: Shell,
    override val isOpen: Boolean,
    /** What is there without a microphone: its words, its name, and the way. */
    private val otherwise: Triple<Int, Int, () -> Unit>,
    private val done: (File) -> Unit,
) : Screen() {
    private val main = Handler(Looper.getMainLooper())
    private val tick = Runnable { goOn() }
    private var file: File? = null
    private var sinceMs = 0L
    private var problem: Int? = null
    private var isSilenced = false
    private var shown: TextView? = null
    private var bytes = 0L
    private var stillTicks = 0

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.rec_title)), problem?.let { kit.warning(kit.words(it)) })
        val (_, way, go) = otherwise
        with(kit) {
            content.put(body(words(R.string.rec_about)))
            if (file == null) {
                content.put(primary(words(R.string.rec_start)) { start() }, gap = 24)
                if (problem != null) content.put(plain(words(way)) { go() })
            } else {
                // Read out once, not every second.
                shown = heading(elapsed(this)).also { content.put(it, gap = 24) }
                if (isSilenced) content.put(warning(words(R.string.rec_silenced)))
                content.put(primary(words(R.string.rec_stop)) { shell.back() })
            }
        }
        return kit.framed(shell, this, content).apply { keepScreenOn = file != null }
    }

    override fun leave() {
        main.removeCallbacks(tick)
        val recorded = file ?: return
        file = null
        shown = null
        val isSomething = shell.media.sound.stopRecording() || recorded.length() > 0
        if (isSomething) done(recorded) else shell.media.temporary.erase(recorded)
    }

    private fun start() = shell.errands.permit(Manifest.permission.RECORD_AUDIO) { isAllowed ->
        if (shell.top !== this || file != null) return@permit
        problem = if (isAllowed) recordOr(R.string.rec_busy) else otherwise.first
        shell.redraw(this)
    }

    private fun recordOr(refused: Int): Int? {
        val new = shell.media.temporary.newTaken(TakenSort.SOUND) ?: return R.string.no_room
        isSilenced = false
        val isOn = shell.media.sound.record(new, { if (file == new) broke() }) { silenced ->
            if (file == new) {
                isSilenced = silenced
                shell.redraw(this)
            }
        }
        if (!isOn) {
            shell.media.temporary.erase(new)
            return refused
        }
        file = new
        bytes = 0
        stillTicks = 0
        sinceMs = shell.now().utcMs
        main.postDelayed(tick, TICK_MS)
        return null
    }

    /** It ended by itself: what there is of it is kept, and nothing counts on as if it were recorded. */
    private fun broke() {
        leave()
        problem = R.string.rec_broke
        shell.redraw(this)
    }

    private fun goOn() {
        val arrived = shell.media.sound.recordedBytes
        stillTicks = if (arrived > bytes) 0 else stillTicks + 1
        bytes = arrived
        // Not every phone says that its disk takes no more.
        if (stillTicks >= STILL_TICKS) return broke()
        shown?.let { it.text = elapsed(Kit(it.context)) }
        // Who records may not touch the phone for long.
        shell.touched()
        main.postDelayed(tick, TICK_MS)
    }

    private fun elapsed(kit: Kit): String {
        val seconds = (shell.now().utcMs - sinceMs).coerceAtLeast(0) / TICK_MS
        return kit.words(R.string.rec_on, String.format(Locale.ROOT, "%d:%02d", seconds / S_PER_MIN, seconds % S_PER_MIN))
    }

    private companion object {
        const val TICK_MS = 1_000L
        const val S_PER_MIN = 60

        /** For so long nothing arrives where nothing is recorded. */
        const val STILL_TICKS = 10
    }
}
