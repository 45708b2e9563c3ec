package kz.zhospar.ui

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import kz.zhospar.alert.AlertEngine
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Catalogue
import kz.zhospar.core.Core
import kz.zhospar.core.Moment
import kz.zhospar.core.Problem
import kz.zhospar.core.Tongue
import kz.zhospar.platform.Choices
import kz.zhospar.platform.Clock
import kz.zhospar.platform.Media
import kz.zhospar.platform.Reminders
import kz.zhospar.ui.capture.takeInLeftBehind
import kz.zhospar.ui.alert.AlertFlow
import kz.zhospar.ui.first.FirstRunScreen
import kz.zhospar.ui.lock.LockScreen

/** Which screens are open, and when the vault is locked. Lives as long as the process. */
class Shell(
    private val core: Core,
    val choices: Choices,
    private val clock: Clock,
    engine: AlertEngine,
    val media: Media,
    val reminders: Reminders,
) {
    val errands = Errands()
    val alert = AlertFlow(this, engine)

    /** The core's words, once they are there: they are asked for with the first screen. */
    var catalogue: Catalogue? = null
        private set
    var tongue = Tongue.EN
        private set
    val top: Screen get() = screens.last()

    private val screens = ArrayList<Screen>()
    private val main = Handler(Looper.getMainLooper())
    private val lockNow = Runnable { lock() }
    private var window: Activity? = null
    private var redrawn: () -> Unit = {}
    private var recreated: () -> Unit = {}
    private var leftAtNanos: Long? = null

    /** Whether something from behind the PIN is open. */
    val isOpen: Boolean get() = screens.any(Screen::isOpen)

    /** Whether someone can see it. */
    var isInSight = false
        private set

    fun attach(window: Activity, language: String, isTurned: Boolean, redraw: () -> Unit) {
        this.window = window
        errands.attach(window)
        redrawn = redraw
        recreated = window::recreate
        speak(language)
        if (screens.isEmpty()) takeInLeftBehind(this)
        if (screens.isEmpty()) home(if (core.hasVault()) LockScreen(this) else FirstRunScreen(this)) else redraw()
        alert.attach(isTurned)
    }

    fun detach(window: Any) {
        if (this.window !== window) return
        this.window = null
        errands.detach()
        alert.detach()
        redrawn = {}
        recreated = {}
    }

    /** Asks the core. A vault that turns out to be locked leads to the lock screen. */
    fun <T> ask(work: Calls.() -> T, then: (Answer<T>) -> Unit = {}) = core.ask(tongue, work) { answer ->
        if (answer is Answer.Not && answer.problem.sort == Problem.Sort.LOCKED && isOpen) lock() else then(answer)
    }

    /** Asks for something long; a lock breaks it off, which is then the answer. */
    fun <T> askLong(work: Calls.() -> T, then: (Answer<T>) -> Unit) = core.askLong(tongue, work, then)

    /** Whether there is anything to unlock. */
    fun hasVault(): Boolean = core.hasVault()

    fun now(): Moment = clock.now().let { Moment(it.utcMs, it.offsetMin) }

    fun go(screen: Screen) {
        screens.lastOrNull()?.leave()
        show { screens += screen }
    }

    /** This one instead of the one on top. */
    fun replace(screen: Screen) {
        top.leave()
        show {
            screens.removeAt(screens.lastIndex)
            screens += screen
        }
    }

    /** This one and no other. */
    fun home(screen: Screen) {
        screens.asReversed().forEach(Screen::leave)
        show {
            screens.clear()
            screens += screen
        }
    }

    /** One step back; false if that leaves the app. */
    fun back(): Boolean {
        if (top.back()) return true
        if (screens.size == 1) return false
        top.leave()
        show { screens.removeAt(screens.lastIndex) }
        return true
    }

    /** Whether it can still be come back to. */
    fun holds(screen: Screen): Boolean = screen in screens

    fun redraw(screen: Screen) {
        if (screens.lastOrNull() !== screen) return
        // The button would be gone under the finger that holds it.
        if (alert.isHolding) alert.drawLater(screen) else redrawn()
    }

    /** Everything typed is saved, then nothing is open any more. */
    fun lock() {
        main.removeCallbacks(lockNow)
        if (!isOpen) return
        val kept = screens.lastOrNull(Screen::outlivesLock)
        home(LockScreen(this))
        media.showing.end()
        ask({ lock() })
        alert.locked()
        kept?.let(::go)
    }

    /** What was unlocked while another screen came to the top opens nothing. Where the PIN can be typed again it is ended by the next one. */
    fun leaveShut() {
        if (!isOpen && top !is LockScreen) ask({ lock() })
    }

    /** Hands over to another app; false if there is none for it. */
    fun start(intent: Intent): Boolean = try {
        window?.startActivity(intent)
        window != null
    } catch (_: ActivityNotFoundException) {
        false
    }

    /** The phone's own app shows the number; she presses call. */
    fun dial(number: String): Boolean = start(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

    fun chooseLanguage(tongue: Tongue) {
        choices.language = tongue.tag
        recreated()
    }

    /** The window is gone from sight. */
    fun left() {
        isInSight = false
        screens.lastOrNull()?.leave()
        leftAtNanos = clock.now().uptimeNanos
        lockLater(awayS())
    }

    /** The window is seen again. The phone may have slept, and timers with it. */
    fun entered() {
        isInSight = true
        val awayNanos = leftAtNanos?.let { clock.now().uptimeNanos - it }
        leftAtNanos = null
        if (awayNanos != null && awayNanos >= awayS() * NANOS_PER_S) lock()
        // What a screen watched stood still while nobody saw it.
        if (awayNanos != null) screens.lastOrNull()?.begin()
        alert.entered()
        touched()
    }

    /** Someone is there. */
    fun touched() {
        if (isInSight) lockLater(IDLE_LOCK_S)
    }

    /** How long she may be away. The camera and the list of files need some time, else nothing could ever be attached. */
    private fun awayS(): Int = if (errands.isOut) maxOf(choices.lockAfterS, ERRAND_S) else choices.lockAfterS

    private fun lockLater(seconds: Int) {
        main.removeCallbacks(lockNow)
        if (seconds == 0) lock() else main.postDelayed(lockNow, seconds * MS_PER_S)
    }

    private fun show(change: () -> Unit) {
        val wasOpen = isOpen
        change()
        // An answer that opens something may come after she has left.
        if (!wasOpen && isOpen && !isInSight) lockLater(awayS())
        top.begin()
        redrawn()
    }

    /** Speaks the language with this tag from now on. */
    fun speak(tag: String) {
        val spoken = Tongue.entries.firstOrNull { it.tag == tag } ?: Tongue.EN
        if (catalogue?.tongue == spoken && tongue == spoken) return
        tongue = spoken
        ask({ catalogue(spoken) }) { answer ->
            if (answer is Answer.Done) catalogue = answer.value
            screens.lastOrNull()?.let {
                it.begin()
                redraw(it)
            }
        }
    }

    private companion object {
        /** Without a touch for so long it locks in plain sight too. */
        const val IDLE_LOCK_S = 300
        const val ERRAND_S = 120
        const val MS_PER_S = 1_000L
        const val NANOS_PER_S = 1_000_000_000L
    }
}
